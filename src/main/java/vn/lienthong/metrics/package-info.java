/** What the hub tells machines that watch it: the figures of all rooms, gathered once for each reading. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package vn.lienthong.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
