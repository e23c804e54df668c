package vn.lienthong.route.made;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * A component that may be named in a URI.
 *
 * @param path what stands after its colon
 * @param words the same for people
 * @param parameters what else it is told; null where that depends on its {@code act}
 */
record Component(Pattern path, Text words, @Nullable Keys parameters) {
    static Component named(Keys parameters) {
        return new Component(
                Allowed.NAME,
                new Text("chữ thường, số và dấu gạch nối", "lower-case letters, digits and hyphens"),
                parameters);
    }

    static Component dataset(Pattern path, Text words) {
        return new Component(path, words, null);
    }
}
