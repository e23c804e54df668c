/** Which days are working days, and when something is under maintenance. */
@ApplicationModule(allowedDependencies = {"kernel", "document", "store"})
@NullMarked
package vn.lienthong.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
