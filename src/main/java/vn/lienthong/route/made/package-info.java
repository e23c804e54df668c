/** Hand-made routes: what may stand in a {@code routes/<name>.camel.yaml}, how one is loaded, kept and changed. */
@NullMarked
package vn.lienthong.route.made;

import org.jspecify.annotations.NullMarked;
