/** What needs a second person: who asked, for what and why, and who decided. */
@ApplicationModule(allowedDependencies = {"kernel", "store"})
@NullMarked
package vn.lienthong.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
