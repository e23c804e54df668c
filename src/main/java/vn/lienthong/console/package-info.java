/** The page frame, the overview and what is common to all pages. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "journal",
            "document",
            "agency",
            "alert",
            "approval",
            "connector",
            "inventory",
            "calendar",
            "codelist",
            "mapping",
            "person",
            "quarantine",
            "sync",
            "route",
            "service",
            "store",
            "vault"
        })
@NullMarked
package vn.lienthong.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
