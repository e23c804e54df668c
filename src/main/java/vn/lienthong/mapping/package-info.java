/** Pure rules that make a target row of a source row, or say why not. */
@ApplicationModule(allowedDependencies = {"kernel", "codelist", "document"})
@NullMarked
package vn.lienthong.mapping;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
