/** The small sector: fictional schools and pupils, and the servers they live on. */
@ApplicationModule(allowedDependencies = {"kernel", "store", "vault", "connector", "codelist", "document"})
@NullMarked
package vn.lienthong.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
