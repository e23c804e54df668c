package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;

/**
 * The target file as it stands when a run begins, if there is one.
 *
 * @param path where it lies or will lie
 * @param identity tells whether it was replaced since; empty where there is none
 * @param names its columns, in its order; where there is none, those that are written
 */
record StandingFile(
        Path path, Elsewhere elsewhere, TableFormat format, String sheet, String identity, List<String> names) {
    /** Takes its rows one by one, one text a column. */
    interface Visitor {
        void row(String[] texts) throws IOException;
    }

    static StandingFile of(Path path, Elsewhere elsewhere, TableFormat format, String sheet, Schema written)
            throws IOException {
        List<String> names = written.columns().stream().map(Column::name).toList();
        String identity = elsewhere.standing(path);
        if (identity.isEmpty()) {
            return new StandingFile(path, elsewhere, format, sheet, identity, names);
        }
        String name = path.getFileName().toString();
        try (Table table = format.open(path, name, sheet, CsvFormat.texts(names))) {
            List<String> all = table.header().names();
            table.header().match(all);
            return new StandingFile(path, elsewhere, format, sheet, identity, all);
        }
    }

    /** Changes whenever the file at this path is another one, or another content; empty where there is none. */
    static String identity(Path path) throws IOException {
        PlainFile.need(path);
        if (PlainFile.isNothing(path)) {
            return "";
        }
        BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return facts.size() + "@" + facts.lastModifiedTime().toInstant() + "#" + facts.fileKey();
    }

    boolean exists() {
        return !identity.isEmpty();
    }

    /** Stops when it was changed or replaced since this was made. */
    void needSame() throws IOException {
        if (!identity.equals(elsewhere.identity(path))) {
            throw replaced();
        }
    }

    HubException replaced() {
        return new HubException(FileError.TARGET_CHANGED, Map.of("file", path.getFileName()));
    }

    /** Where a column stands, or -1. */
    int position(@Nullable String column) {
        if (column == null) {
            return -1;
        }
        String key = HeaderText.key(column);
        for (int i = 0; i < names.size(); i++) {
            if (HeaderText.key(names.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Where columns stand that must be there. */
    int[] positions(List<String> columns) {
        return columns.stream().mapToInt(this::needed).toArray();
    }

    int needed(String column) {
        int position = position(column);
        if (position < 0) {
            throw new HubException(
                    ConnectorError.COLUMN_UNKNOWN,
                    Map.of("dataset", path.getFileName(), "column", column, "known", String.join(", ", names)));
        }
        return position;
    }

    /** Reads every row; one that cannot be read stops it, because writing the file anew would lose that row. */
    void rows(boolean strict, Visitor visitor) throws IOException {
        if (!exists()) {
            return;
        }
        String name = path.getFileName().toString();
        try (Table table = format.open(path, name, sheet, CsvFormat.texts(names))) {
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                Table.Flaw flaw = row.flaw();
                if (flaw == null) {
                    visitor.row(texts(row.cells()));
                } else if (strict) {
                    throw new HubException(FileError.TARGET_ROW, Map.of("file", name, "why", flaw.reason()));
                }
            }
        }
    }

    private static String[] texts(@Nullable Object[] cells) {
        return Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.toString())
                .toArray(String[]::new);
    }
}
