/** Published services and the agreements under which other agencies ask them: who may ask what, how much, and the answer. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "agency",
            "approval",
            "connector",
            "connector::xml",
            "mapping",
            "document",
            "store",
            "vault"
        })
@NullMarked
package vn.lienthong.service;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
