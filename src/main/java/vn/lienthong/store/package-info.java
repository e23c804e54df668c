/** The hub's own state: its PostgreSQL database, embedded or given, and the folder it lives in. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package vn.lienthong.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
