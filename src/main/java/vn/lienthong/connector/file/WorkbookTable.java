package vn.lienthong.connector.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.CorrectionFile;
import vn.lienthong.connector.file.CellReading.UnusableCell;
import vn.lienthong.connector.file.SheetRows.Merge;
import vn.lienthong.connector.file.SheetRows.SheetCell;
import vn.lienthong.connector.file.SheetRows.SheetRow;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Text;

/** The rows of one sheet of a workbook, read one by one. */
final class WorkbookTable implements Table {
    /** No column's title is longer. */
    private static final int TITLE = 1000;

    private final String name;
    private final WorkbookFile workbook;
    private final WorkbookFile.Sheet sheet;
    private final List<Column> wanted;
    private final CellReading reading;
    private final SheetRows rows;
    private final Deque<SheetRow> ahead = new ArrayDeque<>();
    private final Header header;
    private final int[] positions;
    private long held;

    WorkbookTable(String name, WorkbookFile workbook, WorkbookFile.Sheet sheet, int headerRow, List<Column> wanted)
            throws IOException {
        this.name = name;
        this.workbook = workbook;
        this.sheet = sheet;
        this.wanted = wanted;
        this.reading = new CellReading(workbook);
        this.rows = new SheetRows(workbook.xml(sheet.part()));
        List<SheetRow> first = new ArrayList<>();
        long written = 0;
        for (SheetRow row = rows.next(); row != null; row = looksOn(first, written) ? rows.next() : null) {
            first.add(row);
            written += row.length();
        }
        List<Merge> merges = merges(first);
        this.header = header(first, merges, headerRow);
        this.positions = header.match(wanted.stream().map(Column::name).toList());
        int top = first.get(header.row()).number();
        int bottom = merges.stream()
                .filter(merge -> merge.top() <= top && merge.bottom() > top)
                .mapToInt(Merge::bottom)
                .max()
                .orElse(top);
        first.stream().filter(row -> row.number() > bottom).forEach(ahead::add);
    }

    private Header header(List<SheetRow> first, List<Merge> merges, int headerRow) throws IOException {
        List<List<@Nullable String>> texts = new ArrayList<>();
        int given = headerRow < 0 ? -1 : Integer.MAX_VALUE;
        for (SheetRow row : first) {
            given = row.number() == headerRow + 1 ? texts.size() : given;
            texts.add(texts(row));
        }
        for (Merge merge : merges) {
            fill(first, texts, merge);
        }
        List<String> names = wanted.stream().map(Column::name).toList();
        return Header.find(name + " › " + sheet.name(), texts, given, names, places(first));
    }

    /** Whether more rows are needed to find the header, and may be held. */
    private static boolean looksOn(List<SheetRow> first, long written) {
        return first.size() < Header.DEPTH && written < SheetRows.ROW;
    }

    private static Header.Places places(List<SheetRow> first) {
        return new Header.Places() {
            @Override
            public long row(int index) {
                return first.get(index).number();
            }

            @Override
            public Text column(int index, int column) {
                return WorkbookTable.place(first.get(index).number(), column);
            }
        };
    }

    /** Merged cells matter for headers of several rows: what stands at the top of a block stands over each row of it. */
    private static void fill(List<SheetRow> first, List<List<@Nullable String>> texts, Merge merge) {
        String text = null;
        for (int i = 0; i < first.size(); i++) {
            int number = first.get(i).number();
            List<@Nullable String> row = texts.get(i);
            if (number == merge.top() && merge.left() < row.size()) {
                text = row.get(merge.left());
            } else if (text != null && number > merge.top() && number <= merge.bottom()) {
                while (row.size() <= merge.left()) {
                    row.add(null);
                }
                row.set(merge.left(), text);
            }
        }
    }

    /** Merged blocks stand at the end of the part; they are fetched only where the first rows have gaps. */
    private List<Merge> merges(List<SheetRow> first) throws IOException {
        boolean gaps = false;
        for (SheetRow row : first.subList(0, Math.min(first.size(), Header.DEPTH / 2))) {
            gaps |= row.cells().contains(null);
        }
        if (!gaps) {
            return List.of();
        }
        int last = first.get(first.size() - 1).number();
        try (SheetRows again = new SheetRows(workbook.xml(sheet.part()))) {
            return again.merges().stream()
                    .filter(merge -> merge.top() <= last && merge.left() >= 0)
                    .toList();
        }
    }

    private List<@Nullable String> texts(SheetRow row) throws IOException {
        held = 0;
        List<@Nullable String> texts = new ArrayList<>();
        for (SheetCell cell : row.cells()) {
            String text = null;
            try {
                Object value = cell == null ? null : value(row, cell);
                text = value == null ? null : value.toString();
                text = text == null || text.length() < TITLE ? text : text.substring(0, TITLE);
            } catch (UnusableCell unusable) {
                text = null;
            }
            texts.add(text);
        }
        return texts;
    }

    @Override
    public boolean corrects() {
        return Table.super.corrects()
                || workbook.sheets().stream().anyMatch(one -> one.name().equals(CorrectionFile.SHEET));
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            for (SheetRow row = sheetRow(); row != null; row = sheetRow()) {
                Row read = read(row);
                if (read != null) {
                    return read;
                }
            }
            return null;
        } catch (GuardedBytes.HostileWorkbook hostile) {
            throw WorkbookFile.translated(name, hostile);
        }
    }

    /** A cell's value; many cells may point to one long text, and a row is in memory as a whole. */
    private @Nullable Object value(SheetRow row, SheetCell cell) throws IOException, UnusableCell {
        Object value = reading.value(cell);
        if (value instanceof String text) {
            held += text.length();
            SheetRows.needShort(row.number(), held);
        }
        return value;
    }

    private @Nullable SheetRow sheetRow() throws IOException {
        held = 0;
        return ahead.isEmpty() ? rows.next() : ahead.poll();
    }

    private static Text place(int row, int column) {
        String address = SheetRows.address(row, column);
        return new Text("ô " + address, "cell " + address);
    }

    @Override
    public Text place(Row row, int wanted) {
        return place((int) row.number(), positions[wanted]);
    }

    /** The row's wanted cells, or null where all of them are empty. */
    private @Nullable Row read(SheetRow row) throws IOException {
        @Nullable Object[] cells = new @Nullable Object[positions.length];
        Flaw flaw = null;
        boolean empty = true;
        for (int i = 0; i < cells.length && flaw == null; i++) {
            SheetCell cell = row.cell(positions[i]);
            if (cell == null) {
                continue;
            }
            int column = positions[i];
            try {
                Object value = value(row, cell);
                if (value instanceof String text) {
                    flaw = TextCell.flaw(text, () -> place(row.number(), column));
                }
                boolean blank = value == null || value instanceof String text && text.isBlank();
                empty &= blank;
                cells[i] = blank ? null : CellReading.typed(value, wanted.get(i).type());
            } catch (UnusableCell unusable) {
                empty = false;
                flaw = unusable.at(SheetRows.address(row.number(), column));
            }
        }
        return empty && flaw == null ? null : new Row(row.number(), cells, flaw);
    }

    /** The next row's values before they are typed, for finding out types; null at the end. */
    @Nullable
    List<@Nullable Object> raw() throws IOException {
        SheetRow row = sheetRow();
        if (row == null) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int position : positions) {
            SheetCell cell = row.cell(position);
            try {
                values.add(cell == null ? null : value(row, cell));
            } catch (UnusableCell unusable) {
                values.add(null);
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException {
        rows.close();
        workbook.close();
    }
}
