package vn.lienthong.connector.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * The header of a table: which row it is and which text stands over each column.
 *
 * @param file the file's name and, where it has sheets, the sheet's, for messages
 * @param row index of the header among the first rows
 * @param texts what stands over each column, null where nothing does
 * @param places how people call its row and its columns
 */
record Header(String file, int row, List<@Nullable String> texts, Places places) {
    /** How people call what stands among the first rows. */
    interface Places {
        /** The number of a row. */
        long row(int index);

        /** The place of a column in a row: {@code C4}, {@code column 3}. */
        Text column(int index, int column);
    }

    /** How many rows are looked at for a header. */
    static final int DEPTH = 30;

    /**
     * Finds the header among the first rows.
     *
     * @param rows their texts; merged cells are filled already
     * @param given index of the header, where it is set; else -1
     * @param wanted columns expected; where there are none, the fullest row is the header
     */
    static Header find(String file, List<List<@Nullable String>> rows, int given, List<String> wanted, Places places) {
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
        Header header = new Header(file, best, shown(rows.get(best)), places);
        if (header.names().stream().anyMatch(Mojibake::in)) {
            throw new HubException(FileError.ENCODED_TWICE, Map.of("file", file));
        }
        header.refuseSecondRow(rows, wanted);
        return header;
    }

    /** A column that is missing here but stands in a row beside this one: the header has two rows. */
    private void refuseSecondRow(List<List<@Nullable String>> rows, List<String> wanted) {
        Set<String> here = names().stream().map(HeaderText::key).collect(Collectors.toSet());
        for (String name : wanted) {
            String key = HeaderText.key(name);
            int last = Math.min(row + 1, rows.size() - 1);
            for (int beside = Math.max(0, row - 1); !here.contains(key) && beside <= last; beside++) {
                int column = column(rows.get(beside), key);
                if (column >= 0) {
                    throw new HubException(
                            FileError.HEADER_SPLIT,
                            Map.of(
                                    "file",
                                    file,
                                    "column",
                                    name,
                                    "row",
                                    places.row(row),
                                    "place",
                                    places.column(beside, column)));
                }
            }
        }
    }

    private static int column(List<@Nullable String> row, String key) {
        for (int column = 0; column < row.size(); column++) {
            String text = row.get(column);
            if (text != null && HeaderText.key(text).equals(key)) {
                return column;
            }
        }
        return -1;
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
                                    places.column(row, found),
                                    "second",
                                    places.column(row, column)));
                }
                found = column;
            }
        }
        if (found < 0) {
            throw new HubException(
                    FileError.COLUMN_MISSING,
                    Map.of("file", file, "row", places.row(row), "column", wanted, "nearest", nearest(key)));
        }
        return found;
    }

    private String nearest(String key) {
        return names().stream()
                .min(Comparator.comparingInt(text -> HeaderText.distance(HeaderText.key(text), key)))
                .orElse("—");
    }
}
