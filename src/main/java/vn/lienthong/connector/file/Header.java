package vn.lienthong.connector.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/**
 * The header of a table: which row it is and which text stands over each column.
 *
 * @param file the file's name, for messages
 * @param row index of the header among the first rows
 * @param texts what stands over each column, null where nothing does
 * @param place how people call a column of the header: {@code C4}, {@code column 3}
 */
record Header(String file, int row, List<@Nullable String> texts, IntFunction<String> place) {
    /** How many rows are looked at for a header. */
    static final int DEPTH = 30;

    /**
     * Finds the header among the first rows.
     *
     * @param rows their texts; merged cells are filled already
     * @param given index of the header, where it is set; else -1
     * @param wanted columns expected; where there are none, the fullest row is the header
     */
    static Header find(
            String file,
            List<List<@Nullable String>> rows,
            int given,
            List<String> wanted,
            IntFunction<IntFunction<String>> places) {
        int best = given;
        if (given < 0) {
            Set<String> keys = wanted.stream().map(HeaderText::key).collect(Collectors.toSet());
            int[] scores = rows.stream().mapToInt(row -> score(row, keys)).toArray();
            int enough = enough(scores, !wanted.isEmpty());
            for (int row = scores.length - 1; row >= 0; row--) {
                best = scores[row] >= enough ? row : best;
            }
        }
        if (best < 0 || best >= rows.size()) {
            throw new HubException(FileError.HEADER_MISSING, Map.of("file", file, "rows", DEPTH));
        }
        Header header = new Header(file, best, shown(rows.get(best)), places.apply(best));
        if (header.names().stream().anyMatch(Mojibake::in)) {
            throw new HubException(FileError.ENCODED_TWICE, Map.of("file", file));
        }
        return header;
    }

    /**
     * The score the header must have. Where columns are expected it is the best; where not, one row may be fuller than the header
     * because it is broken, so the second best decides.
     */
    private static int enough(int[] scores, boolean expected) {
        int[] sorted = scores.clone();
        Arrays.sort(sorted);
        int at = sorted.length - (expected || sorted.length < 3 ? 1 : 2);
        return at < 0 ? 1 : Math.max(sorted[at], 1);
    }

    private static int score(List<@Nullable String> row, Set<String> wanted) {
        Set<String> found = new TreeSet<>();
        for (String text : row) {
            if (text != null && !text.isBlank() && (wanted.isEmpty() || wanted.contains(HeaderText.key(text)))) {
                found.add(HeaderText.key(text));
            }
        }
        return found.size();
    }

    private static List<@Nullable String> shown(List<@Nullable String> row) {
        List<@Nullable String> texts = new ArrayList<>();
        for (String text : row) {
            texts.add(text == null || text.isBlank() ? null : HeaderText.shown(text));
        }
        return texts;
    }

    /** The names of the columns that have one. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            if (text != null) {
                names.add(text);
            }
        }
        return names;
    }

    /** Where each wanted column stands; throws CONFIGURATION when one is missing or stands twice. */
    int[] match(List<String> wanted) {
        int[] positions = new int[wanted.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(wanted.get(i));
        }
        return positions;
    }

    private int position(String wanted) {
        String key = HeaderText.key(wanted);
        int found = -1;
        for (int column = 0; column < texts.size(); column++) {
            String text = texts.get(column);
            if (text != null && HeaderText.key(text).equals(key)) {
                if (found >= 0) {
                    throw new HubException(
                            FileError.HEADER_TWICE,
                            Map.of(
                                    "file",
                                    file,
                                    "column",
                                    wanted,
                                    "first",
                                    place.apply(found),
                                    "second",
                                    place.apply(column)));
                }
                found = column;
            }
        }
        if (found < 0) {
            throw new HubException(
                    FileError.COLUMN_MISSING, Map.of("file", file, "column", wanted, "nearest", nearest(key)));
        }
        return found;
    }

    private String nearest(String key) {
        return names().stream()
                .min(Comparator.comparingInt(text -> HeaderText.distance(HeaderText.key(text), key)))
                .orElse("—");
    }
}
