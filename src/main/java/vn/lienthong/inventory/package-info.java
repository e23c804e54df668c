/** Every existing system of the sector, connected or not: who answers for it, what it costs, what it holds, and what is held twice. */
@ApplicationModule(allowedDependencies = {"kernel", "agency", "connector", "mapping", "sync"})
@NullMarked
package vn.lienthong.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
