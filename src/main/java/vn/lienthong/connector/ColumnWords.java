package vn.lienthong.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Text;

/** Words by which columns and their values are recognised, Vietnamese and English, with marks and without. */
final class ColumnWords {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern HUMPS = Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    /** Run together, shorter words are found inside others: "sex" in "Essex", "lop" in "develop". */
    private static final int SHORTEST_WITHIN = 6;

    /** Read once; after what reading takes. */
    static final ColumnWords SHIPPED = read();

    private final List<Entry> entries;
    private final Set<String> familyNames;
    private final Set<String> ethnicGroups;
    private final Set<String> religions;

    private ColumnWords(List<Entry> entries, Set<String> familyNames, Set<String> ethnicGroups, Set<String> religions) {
        this.entries = entries;
        this.familyNames = familyNames;
        this.ethnicGroups = ethnicGroups;
        this.religions = religions;
    }

    private record Entry(DataClass dataClass, Text what, List<String> words) {}

    Optional<ClassHint> hint(String column) {
        String apart = " " + plain(column) + " ";
        return entries.stream()
                .filter(entry -> entry.words().stream().anyMatch(word -> names(apart, word)))
                .max(Comparator.comparing(Entry::dataClass))
                .map(entry -> new ClassHint(
                        column,
                        entry.dataClass(),
                        new Text(
                                "tên cột giống " + entry.what().vi(),
                                "its name looks like " + entry.what().en())));
    }

    private static boolean names(String apart, String word) {
        if (apart.contains(" " + word + " ")) {
            return true;
        }
        String together = word.replace(" ", "");
        return apart.contains(" " + together + " ")
                || together.length() >= SHORTEST_WITHIN
                        && apart.replace(" ", "").contains(together);
    }

    /** Whether a text begins as people's names do. */
    boolean familyName(String word) {
        return familyNames.contains(plain(word));
    }

    boolean ethnicGroup(String text) {
        return ethnicGroups.contains(plain(text));
    }

    boolean religion(String text) {
        return religions.contains(plain(text));
    }

    /** Small letters without marks, parts apart by single spaces: {@code SoDinhDanh}, {@code Số định danh} → {@code so dinh danh}. */
    static String plain(String name) {
        String humped = HUMPS.matcher(name).replaceAll(" ");
        String bare = MARKS.matcher(Normalizer.normalize(humped, Normalizer.Form.NFD))
                .replaceAll("")
                .replace('đ', 'd')
                .replace('Đ', 'D');
        return APART.matcher(bare).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static ColumnWords read() {
        try (InputStream stream = ColumnWords.class.getResourceAsStream("/classes/column-words.yaml")) {
            Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
            List<Entry> entries = new ArrayList<>();
            for (Object entry : (List<?>) file.get("words")) {
                Map<?, ?> written = (Map<?, ?>) entry;
                Map<?, ?> what = (Map<?, ?>) written.get("what");
                entries.add(new Entry(
                        DataClass.valueOf(written.get("class").toString().toUpperCase(Locale.ROOT)),
                        new Text(what.get("vi").toString(), what.get("en").toString()),
                        ((List<?>) written.get("words"))
                                .stream().map(Object::toString).toList()));
            }
            return new ColumnWords(
                    List.copyOf(entries),
                    plain(file.get("family_names")),
                    plain(file.get("ethnic_groups")),
                    plain(file.get("religions")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Set<String> plain(Object list) {
        return ((List<?>) list).stream().map(word -> plain(word.toString())).collect(Collectors.toUnmodifiableSet());
    }
}
