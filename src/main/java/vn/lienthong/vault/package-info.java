/** Secrets, sealed at rest and never shown again. */
@ApplicationModule(allowedDependencies = {"kernel", "store"})
@NullMarked
package vn.lienthong.vault;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
