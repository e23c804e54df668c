/** Tells a catalogue of data flows, where one is named, which run read and wrote which dataset. */
@ApplicationModule(allowedDependencies = {"kernel", "mapping", "sync"})
@NullMarked
package vn.lienthong.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
