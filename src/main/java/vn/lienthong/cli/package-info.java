/** The command line. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "store",
            "document",
            "connector",
            "sync",
            "service",
            "agency",
            "alert",
            "calendar",
            "codelist",
            "mapping",
            "quarantine",
            "sample",
            "vault",
            "journal",
            "route"
        })
@NullMarked
package vn.lienthong.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
