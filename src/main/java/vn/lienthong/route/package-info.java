/** The Camel routes that carry every flow out, and their health. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "agency",
            "connector",
            "sync",
            "service",
            "store",
            "document",
            "approval",
            "vault"
        })
@NullMarked
package vn.lienthong.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
