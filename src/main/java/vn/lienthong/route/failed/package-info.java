/** Exchanges that failed on routes: kept, found by key, taken up again, settled. */
@NullMarked
package vn.lienthong.route.failed;

import org.jspecify.annotations.NullMarked;
