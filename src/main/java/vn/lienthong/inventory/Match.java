package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * Two columns that say the same, and why that is believed.
 *
 * @param weight how well they fit; the best fit of a column counts
 */
record Match(Field ours, Field theirs, int weight, List<Text> why) {
    /** A name shorter than this is the same by chance. */
    private static final int SHORTEST = 3;

    /** The columns of one dataset that another has, too, each at most once. */
    static List<Match> between(List<Field> ours, List<Field> theirs) {
        List<Match> candidates = new ArrayList<>();
        for (Field our : ours) {
            for (Field their : theirs) {
                Match match = of(our, their);
                if (match != null) {
                    candidates.add(match);
                }
            }
        }
        candidates.sort((one, other) -> other.weight() - one.weight());
        Set<Field> taken = new HashSet<>();
        List<Match> matches = new ArrayList<>();
        for (Match match : candidates) {
            if (!taken.contains(match.ours()) && !taken.contains(match.theirs())) {
                taken.add(match.ours());
                taken.add(match.theirs());
                matches.add(match);
            }
        }
        return matches;
    }

    private static @Nullable Match of(Field ours, Field theirs) {
        if (ours.technical() || theirs.technical()) {
            return null;
        }
        Concept concept = ours.concept();
        List<Text> why = new ArrayList<>();
        int weight = 0;
        if (concept != null && Objects.equals(concept, theirs.concept())) {
            why.add(new Text(
                    "cùng là " + concept.name().vi(),
                    "both are a " + concept.name().en()));
            weight += 4;
        } else if (concept != null && theirs.concept() != null) {
            return null;
        }
        if (ours.plain().equals(theirs.plain()) && ours.plain().length() >= SHORTEST) {
            why.add(new Text("tên cột giống nhau", "the same name"));
            weight += 3;
        }
        Set<String> lists = new HashSet<>(ours.lists());
        lists.retainAll(theirs.lists());
        if (!lists.isEmpty()) {
            String list = lists.iterator().next();
            why.add(new Text("cùng danh mục " + list, "the same code list " + list));
            weight += 2;
        }
        boolean alike = ours.family().equals(theirs.family());
        if (weight == 0 || !alike && weight < 4) {
            return null;
        }
        if (alike) {
            why.add(new Text("cùng kiểu giá trị", "the same kind of value"));
            weight += 1;
        }
        if (ours.dataClass().equals(theirs.dataClass()) && !ours.dataClass().equals("unclassified")) {
            why.add(new Text("cùng mức bảo vệ", "the same data class"));
            weight += 1;
        }
        return new Match(ours, theirs, weight, List.copyOf(why));
    }
}
