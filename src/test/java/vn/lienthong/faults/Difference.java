package vn.lienthong.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a target has wrong against what it should be. */
record Difference(long rows, long lost, long duplicated, long stale, long extra) {
    /** Compares rows by key; {@code found} may have a key more than once. */
    static Difference between(Map<String, String> expected, List<Map.Entry<String, String>> found) {
        Map<String, String> rest = new HashMap<>(expected);
        Set<String> seen = new HashSet<>();
        long duplicated = 0;
        long stale = 0;
        long extra = 0;
        for (Map.Entry<String, String> row : found) {
            if (!seen.add(row.getKey())) {
                duplicated++;
                continue;
            }
            String should = rest.remove(row.getKey());
            if (should == null) {
                extra++;
            } else if (!should.equals(row.getValue())) {
                stale++;
            }
        }
        return new Difference(found.size(), rest.size(), duplicated, stale, extra);
    }

    boolean none() {
        return lost + duplicated + stale + extra == 0;
    }
}
