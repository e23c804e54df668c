/** The account of who did or asked what, and when. */
@ApplicationModule(allowedDependencies = {"kernel", "store", "vault", "agency"})
@NullMarked
package vn.lienthong.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
