package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;

/**
 * What one step reaches, and how.
 *
 * @param act read, write or call
 * @param most how many rows at the utmost
 * @param columns of a read: those wanted; else target:source, or one name for both; empty for all
 * @param key of an upsert
 * @param route as people know it
 */
record Reach(
        DatasetName dataset,
        String act,
        int most,
        List<Pair> columns,
        List<String> key,
        boolean upsert,
        String route,
        String step) {
    /** A column and what it is made of. */
    record Pair(String target, String source) {}

    static List<Pair> pairs(@Nullable String text) {
        List<Pair> pairs = new ArrayList<>();
        for (String one : names(text)) {
            int colon = one.indexOf(':');
            pairs.add(colon < 0 ? new Pair(one, one) : new Pair(one.substring(0, colon), one.substring(colon + 1)));
        }
        return pairs;
    }

    static List<String> names(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
