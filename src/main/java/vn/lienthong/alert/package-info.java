/** What does not do well, told once to those who can do something: one alert opens, one closes. */
@ApplicationModule(allowedDependencies = {"kernel", "agency", "calendar", "connector", "document", "store", "vault"})
@NullMarked
package vn.lienthong.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
