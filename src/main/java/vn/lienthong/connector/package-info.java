/** Registered ways into existing systems: types, settings, the connection doctor, discovery, reading and writing. */
@ApplicationModule(allowedDependencies = {"kernel", "agency", "vault", "approval", "calendar", "document", "store"})
@NullMarked
package vn.lienthong.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
