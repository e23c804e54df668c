/** Agencies, the people in them, and what each may do; the way into the hub. */
@ApplicationModule(allowedDependencies = {"kernel", "store", "document", "vault", "approval"})
@NullMarked
package vn.lienthong.agency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
