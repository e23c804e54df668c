/** What every room means by the same word: names, rows in batches, errors, secrets. No beans, no I/O. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package vn.lienthong.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
