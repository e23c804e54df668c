/** The YAML files people write: read with line marks, checked against the JSON Schema of their kind. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package vn.lienthong.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
