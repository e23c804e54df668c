package vn.lienthong.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names as they are given in each ethnic group, with their frequencies. Groups without names of their own use the common ones. */
final class NameBook {
    private static final String COMMON = "01";

    private final Map<String, Weighted<String>> family;
    private final Map<String, Weighted<String>> middle;
    private final Map<String, Weighted<String>> given;

    NameBook() {
        this.family = read("family-names.csv", 1);
        this.middle = read("middle-names.csv", 2);
        this.given = read("given-names.csv", 2);
    }

    /** Family, middle and given name. */
    String name(String ethnic, Sex sex, Dice dice) {
        String group = sex == Sex.MALE ? "M" : "F";
        String first = of(family, ethnic, "").at(dice.bits());
        String second = of(middle, ethnic, group).at(dice.bits());
        String last = of(given, ethnic, group).at(dice.bits());
        return first + ' ' + second + ' ' + (last.equals(second) ? "An" : last);
    }

    private static Weighted<String> of(Map<String, Weighted<String>> names, String ethnic, String group) {
        Weighted<String> own = names.get(ethnic + group);
        return own == null ? names.get(COMMON + group) : own;
    }

    private static Map<String, Weighted<String>> read(String file, int keys) {
        Map<String, List<String>> names = new HashMap<>();
        Map<String, List<Integer>> weights = new HashMap<>();
        for (List<String> row : SectorFacts.read(file)) {
            String key = String.join("", row.subList(0, keys));
            names.computeIfAbsent(key, group -> new ArrayList<>()).add(row.get(keys));
            weights.computeIfAbsent(key, group -> new ArrayList<>()).add(Integer.valueOf(row.get(keys + 1)));
        }
        Map<String, Weighted<String>> book = new HashMap<>();
        names.forEach((key, list) -> book.put(key, Weighted.of(list, weights.get(key))));
        return book;
    }
}
