/** The small sector: fictional schools and pupils, the servers they live on, and agencies that are asked and ask. */
@ApplicationModule(
        allowedDependencies = {"kernel", "store", "vault", "connector", "codelist", "document", "agency", "service"})
@NullMarked
package vn.lienthong.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
