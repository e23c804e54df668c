/** Rejected rows: held with their reason, shown, edited, released or discarded. */
@ApplicationModule(allowedDependencies = {"kernel", "agency", "vault", "store", "calendar"})
@NullMarked
package vn.lienthong.quarantine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
