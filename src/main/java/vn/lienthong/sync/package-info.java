/** Sync jobs and their runs: positions, schedules, guards, reconciling. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "agency",
            "approval",
            "calendar",
            "connector",
            "mapping",
            "codelist",
            "quarantine",
            "document",
            "store"
        })
@NullMarked
package vn.lienthong.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
