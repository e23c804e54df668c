package vn.lienthong.connector.file;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** The rows of one CSV file, read with bounded memory however long the file is. */
final class CsvTable implements Table {
    /** Most characters of a field; Excel itself holds 32,767. */
    static final int FIELD = 1 << 20;

    /** Most characters of a row. */
    static final int RECORD = 4 * FIELD;

    private final String name;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final Deque<CsvRecord> ahead = new ArrayDeque<>();
    private final Header header;
    private final int[] positions;
    private final int width;
    private long line = 1;

    private CsvTable(String name, Reader text, char delimiter, int headerRow, List<String> wanted) {
        this.name = name;
        this.reader = reader(delimiter, text);
        this.records = reader.iterator();
        List<List<@Nullable String>> first = new ArrayList<>();
        List<CsvRecord> kept = new ArrayList<>();
        long held = 0;
        for (CsvRecord record = parsed();
                record != null;
                record = first.size() < Header.DEPTH && held < RECORD ? parsed() : null) {
            kept.add(record);
            held += record.getFields().stream().mapToLong(String::length).sum();
            first.add(List.copyOf(record.getFields()));
        }
        // blank lines do not count as rows of the table, but people count them
        int given = headerRow < 0 ? -1 : at(kept, headerRow + 1);
        this.header = Header.find(name, first, given, wanted, places(kept));
        this.positions = header.match(wanted);
        this.width = first.get(header.row()).size();
        ahead.addAll(kept.subList(header.row() + 1, kept.size()));
    }

    private static Header.Places places(List<CsvRecord> first) {
        return new Header.Places() {
            @Override
            public long row(int index) {
                return first.get(index).getStartingLineNumber();
            }

            @Override
            public Text column(int index, int column) {
                return new Text("cột thứ " + (column + 1), "column " + (column + 1));
            }
        };
    }

    /** Opens a table over this text; closes the text when that fails. */
    static CsvTable open(String name, Reader text, char delimiter, int headerRow, List<String> wanted)
            throws IOException {
        try {
            return new CsvTable(name, text, delimiter, headerRow, wanted);
        } catch (HubException refused) {
            text.close();
            throw refused;
        }
    }

    /** A reader with the limits of every CSV file. */
    static CsvReader<CsvRecord> reader(char delimiter, Reader text) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(2 * FIELD)
                .build(
                        CsvRecordHandler.of(limits ->
                                limits.maxFields(16_384).maxFieldSize(FIELD).maxRecordSize(RECORD)),
                        text);
    }

    private static int at(List<CsvRecord> records, int line) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).getStartingLineNumber() == line) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private @Nullable CsvRecord parsed() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber() + 1;
            return record;
        } catch (CsvParseException tooLong) {
            throw new HubException(
                    FileError.FIELD_TOO_LONG, Map.of("file", name, "line", line, "most", FIELD), tooLong);
        }
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public @Nullable Row next() {
        CsvRecord record = ahead.isEmpty() ? parsed() : ahead.poll();
        while (record != null && empty(record, 0)) {
            record = ahead.isEmpty() ? parsed() : ahead.poll();
        }
        return record == null ? null : row(record);
    }

    private static boolean empty(CsvRecord record, int from) {
        for (int i = from; i < record.getFieldCount(); i++) {
            if (!record.getField(i).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private Row row(CsvRecord record) {
        @Nullable Object[] cells = new @Nullable Object[positions.length];
        Flaw flaw = null;
        int count = record.getFieldCount();
        if (count < width || !empty(record, width)) {
            flaw = new Flaw(
                    "file.ragged",
                    "row(" + count + ")",
                    new Text(
                            "dòng " + record.getStartingLineNumber() + " có " + count + " ô, tiêu đề có " + width,
                            "line " + record.getStartingLineNumber() + " has " + count + " fields, the header has "
                                    + width));
        }
        for (int i = 0; i < cells.length && flaw == null; i++) {
            String text = record.getField(positions[i]);
            if (TextCell.plain(text)) {
                cells[i] = text.isEmpty() ? null : text;
            } else {
                int column = positions[i];
                cells[i] = TextCell.value(text);
                flaw = TextCell.flaw(text, () -> place(record.getStartingLineNumber(), column));
            }
        }
        return new Row(record.getStartingLineNumber(), cells, flaw);
    }

    @Override
    public Text place(Row row, int wanted) {
        return place(row.number(), positions[wanted]);
    }

    private static Text place(long line, int column) {
        return new Text("dòng " + line + ", cột " + (column + 1), "line " + line + ", column " + (column + 1));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
