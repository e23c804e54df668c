package vn.lienthong.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a target has wrong against what it should be.
 *
 * @param examples some of the rows that are wrong
 */
record Difference(long rows, long lost, long duplicated, long stale, long extra, List<String> examples) {
    private static final int MOST_EXAMPLES = 5;
    private static final int LONGEST_EXAMPLE = 100;

    /** Compares rows by key; {@code found} may have a key more than once. */
    static Difference between(Map<String, String> expected, List<Map.Entry<String, String>> found) {
        Map<String, String> rest = new HashMap<>(expected);
        Set<String> seen = new HashSet<>();
        long duplicated = 0;
        long stale = 0;
        long extra = 0;
        List<String> examples = new ArrayList<>();
        for (Map.Entry<String, String> row : found) {
            if (!seen.add(row.getKey())) {
                duplicated++;
                continue;
            }
            String should = rest.remove(row.getKey());
            if (should == null) {
                extra++;
                example(examples, "extra", row);
            } else if (!should.equals(row.getValue())) {
                stale++;
                example(examples, "stale", row);
            }
        }
        rest.entrySet().forEach(row -> example(examples, "lost", row));
        return new Difference(found.size(), rest.size(), duplicated, stale, extra, examples);
    }

    private static void example(List<String> examples, String kind, Map.Entry<String, String> row) {
        if (examples.size() < MOST_EXAMPLES) {
            String text = kind + " " + row.getKey() + ": " + row.getValue();
            examples.add(text.substring(0, Math.min(LONGEST_EXAMPLE, text.length())));
        }
    }

    boolean none() {
        return lost + duplicated + stale + extra == 0;
    }
}
