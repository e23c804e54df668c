package vn.lienthong.connector.file;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.kernel.Column;

/** Where the columns that a run writes lie in the standing file, and which of its rows are the run's. */
final class RowLayout {
    private final StandingFile standing;
    private final int[] columns;
    private final int[] key;
    private final int[] standingKey;
    private final int mark;
    private final Map<Integer, String> scope = new HashMap<>();

    RowLayout(WriteRequest request, StandingFile standing) {
        this.standing = standing;
        List<String> names =
                request.schema().columns().stream().map(Column::name).toList();
        this.columns = standing.positions(names);
        this.key = request.key().stream().mapToInt(request.schema()::position).toArray();
        this.standingKey = standing.positions(request.key());
        this.mark = request.deletes() == Deletes.MARK ? standing.needed(String.valueOf(request.markColumn())) : -1;
        request.scope().forEach((column, value) -> scope.put(standing.needed(column), CellText.of(value)));
    }

    /** Whether a row that is gone stays and is marked. */
    boolean marks() {
        return mark >= 0;
    }

    boolean marked(String[] row) {
        return marks() && !row[mark].isBlank() && !row[mark].equals("false") && !row[mark].equals("0");
    }

    void mark(String[] row, String with) {
        row[mark] = with;
    }

    /** Whether a standing row is in the run's part of the file. */
    boolean inScope(String[] row) {
        return scope.entrySet().stream().allMatch(part -> row[part.getKey()].equals(part.getValue()));
    }

    /** The key of a row as it is written. */
    String[] key(String[] written) {
        return picked(written, key);
    }

    String[] standingKey(String[] row) {
        return picked(row, standingKey);
    }

    /** What a standing row has in the columns that are written. */
    String[] content(String[] row) {
        return picked(row, columns);
    }

    /** The place of a standing row's key. */
    long place(KeyIndex index, String[] row) {
        long place = index.find(index.mark(standingKey(row)));
        if (place < 0) {
            throw standing.replaced();
        }
        return place;
    }

    /** A row of the file without a value. */
    String[] empty() {
        String[] none = new String[standing.names().size()];
        Arrays.fill(none, "");
        return none;
    }

    /** The row with what is written of it; it is not gone. */
    String[] merged(String[] row, String[] written) {
        if (marks()) {
            row[mark] = "";
        }
        for (int i = 0; i < columns.length; i++) {
            row[columns[i]] = written[i];
        }
        return row;
    }

    private static String[] picked(String[] row, int[] positions) {
        String[] picked = new String[positions.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = row[positions[i]];
        }
        return picked;
    }
}
