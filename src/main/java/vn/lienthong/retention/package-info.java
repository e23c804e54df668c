/** How long the hub keeps what has ended, and the account of what went. */
@ApplicationModule(allowedDependencies = {"kernel", "store"})
@NullMarked
package vn.lienthong.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
