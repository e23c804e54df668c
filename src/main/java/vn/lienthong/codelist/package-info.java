/** Code lists and crosswalks with effective dates. */
@ApplicationModule(allowedDependencies = {"kernel", "document", "store", "agency", "approval"})
@NullMarked
package vn.lienthong.codelist;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
