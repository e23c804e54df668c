package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.agency.AgencyError;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.connector.CorrectionFile;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * The lines of a correction workbook that came back. Columns are found by their headings, wherever they stand; a sheet without the
 * column of row tags is not looked at.
 */
final class ReturnedTable {
    /** The largest file that is taken, in bytes. */
    static final int MOST_BYTES = 10_000_000;

    private static final String TAG = "tag";
    private static final Pattern ADDRESS = Pattern.compile("(?:ô|cell) [A-Z]+(\\d+)");
    private static final HandedTables.Column TAGS =
            new HandedTables.Column(TAG, List.of(CorrectionFile.TAG.vi(), CorrectionFile.TAG.en()), true);

    private final HandedTables tables;
    private final String file;
    private final byte[] bytes;

    ReturnedTable(HandedTables tables, String file, byte[] bytes) {
        this.tables = tables;
        this.file = file;
        this.bytes = bytes;
        if (bytes.length == 0) {
            throw new HubException(SyncError.RETURN_NO_FILE, Map.of());
        }
        if (bytes.length > MOST_BYTES) {
            throw new HubException(SyncError.RETURN_TOO_LARGE, Map.of("most", MOST_BYTES / 1_000_000));
        }
    }

    /**
     * A line.
     *
     * @param tag empty where the line has none
     * @param cells texts by column; a column that the file does not have is absent
     * @param flaw why it cannot be read; null where it can
     */
    record Line(
            Text place,
            String tag,
            Map<String, String> cells,
            @Nullable Text flaw) {
        @Override
        public String toString() {
            return place.en();
        }
    }

    /** The tags that stand in it, each as often as it does. */
    List<String> tags() {
        return read(List.of()).stream().map(Line::tag).toList();
    }

    /**
     * Its lines.
     *
     * @param columns those of the rows; what else stands in the file is for people
     * @throws HubException CONFIGURATION where it is no correction workbook, or cannot be read
     */
    List<Line> read(Collection<String> columns) {
        List<HandedTables.Column> wanted = new ArrayList<>(List.of(TAGS));
        columns.forEach(
                column -> wanted.add(new HandedTables.Column("column " + column, List.of(column), false, false)));
        try {
            return tables.read(file, bytes, wanted, CorrectionWorkbooks.MOST).stream()
                    .map(row -> line(row, columns))
                    .toList();
        } catch (HubException refused) {
            if (refused.code() == AgencyError.IMPORT_NO_TABLE || refused.code() == AgencyError.IMPORT_NO_COLUMN) {
                throw new HubException(SyncError.RETURN_NO_TAGS, Map.of("file", file), refused);
            }
            if (refused.code() == AgencyError.IMPORT_TABLES) {
                throw new HubException(SyncError.RETURN_SHEETS, refused.arguments(), refused);
            }
            if (refused.code() == AgencyError.IMPORT_TOO_LONG) {
                throw new HubException(SyncError.RETURN_TOO_LONG, refused.arguments(), refused);
            }
            throw refused;
        }
    }

    private static Line line(HandedTables.Row row, Collection<String> columns) {
        Map<String, String> cells = new HashMap<>();
        columns.forEach(column -> {
            String text = row.cells().get("column " + column);
            if (text != null) {
                cells.put(column, text);
            }
        });
        Text place = row.places().getOrDefault(TAG, row.flaw() == null ? Text.same("–") : row.flaw());
        return new Line(row(place), row.cells().getOrDefault(TAG, "").strip(), cells, row.flaw());
    }

    /** The tags stand in a hidden column: people know the row of it. */
    private static Text row(Text place) {
        Matcher address = ADDRESS.matcher(place.vi());
        return address.matches() ? new Text("dòng " + address.group(1), "row " + address.group(1)) : place;
    }
}
