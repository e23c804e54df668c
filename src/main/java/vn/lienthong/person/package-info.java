/** The file of one person the data is about: what the hub and its targets hold of him, found, given out and erased. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "agency",
            "approval",
            "connector",
            "journal",
            "quarantine",
            "sync",
            "vault",
            "store"
        })
@NullMarked
package vn.lienthong.person;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
