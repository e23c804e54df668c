package vn.lienthong.connector.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.file.GuardedBytes.HostileWorkbook;

/** The rows of one sheet as they lie in the file, one at a time. */
final class SheetRows implements AutoCloseable {
    private static final int COLUMNS = 16_384;
    /** More than any row says; all of it is in memory at once. */
    static final int ROW = 4 << 20;

    private final WorkbookXml xml;
    private int last;

    SheetRows(WorkbookXml xml) {
        this.xml = xml;
    }

    /** A row: its number as people see it, and the cells that hold something, by column. */
    record SheetRow(int number, List<@Nullable SheetCell> cells) {
        /** How many characters are written in it; cells that point to a text say only which. */
        long length() {
            return cells.stream()
                    .mapToLong(cell -> cell == null || cell.text() == null
                            ? 0
                            : cell.text().length())
                    .sum();
        }

        @Nullable
        SheetCell cell(int column) {
            return column < cells.size() ? cells.get(column) : null;
        }
    }

    /**
     * A cell as written.
     *
     * @param kind the letter of its kind: s shared text, i text, b boolean, e error, d date in ISO form, n number
     * @param text what is written, null where a formula has no value yet
     * @param style number of its format
     */
    record SheetCell(char kind, @Nullable String text, int style) {}

    /** A block of merged cells, rows and columns as people count and from 0. */
    record Merge(int top, int left, int bottom) {}

    @Nullable
    SheetRow next() throws IOException {
        while (xml.next()) {
            if (xml.starts("row")) {
                String number = xml.attribute("r");
                last = number == null ? last + 1 : integer(number);
                return new SheetRow(last, cells());
            }
            if (xml.ends("sheetData")) {
                return null;
            }
        }
        return null;
    }

    /** The merged blocks; they stand behind all rows. */
    List<Merge> merges() throws IOException {
        List<Merge> merges = new ArrayList<>();
        while (xml.next()) {
            String range = xml.starts("mergeCell") ? xml.attribute("ref") : null;
            if (range != null && merges.size() < 100_000) {
                String[] corners = range.split(":");
                merges.add(new Merge(row(corners[0]), column(corners[0]), row(corners[corners.length - 1])));
            }
        }
        return merges;
    }

    private List<@Nullable SheetCell> cells() throws IOException {
        List<@Nullable SheetCell> cells = new ArrayList<>();
        long length = 0;
        while (xml.next() && !xml.ends("row")) {
            if (xml.starts("c")) {
                String address = xml.attribute("r");
                int column = address == null ? cells.size() : column(address);
                if (column >= COLUMNS) {
                    throw new HostileWorkbook("a cell lies beyond the last column");
                }
                SheetCell cell = cell();
                length += cell == null || cell.text() == null ? 0 : cell.text().length();
                needShort(last, length);
                while (cells.size() <= column) {
                    cells.add(null);
                }
                cells.set(column, cell);
            }
        }
        return cells;
    }

    /** Stops at a row that is longer than memory should hold. */
    static void needShort(int row, long length) throws HostileWorkbook {
        if (length > ROW) {
            throw new HostileWorkbook("row " + row + " holds more than " + ROW + " characters");
        }
    }

    private @Nullable SheetCell cell() throws IOException {
        String type = xml.attribute("t");
        String style = xml.attribute("s");
        char kind = type == null
                ? 'n'
                : type.equals("s") ? 's' : type.equals("str") || type.equals("inlineStr") ? 'i' : type.charAt(0);
        String text = null;
        boolean formula = false;
        while (xml.next() && !xml.ends("c")) {
            if (xml.starts("v")) {
                text = kind == 'i' ? WorkbookXml.unescaped(xml.text()) : xml.text();
            } else if (xml.starts("is")) {
                text = xml.runs("is");
            } else if (xml.starts("f")) {
                formula = true;
            }
        }
        if (text == null && !formula) {
            return null;
        }
        return new SheetCell(kind, text, style == null ? 0 : integer(style));
    }

    static int integer(String text) throws IOException {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException wrong) {
            throw new IOException("a number in it is none", wrong);
        }
    }

    private static int column(String address) throws IOException {
        int column = 0;
        for (int i = 0; i < address.length() && Character.isLetter(address.charAt(i)); i++) {
            column = column * 26 + (Character.toUpperCase(address.charAt(i)) - 'A' + 1);
            if (column > COLUMNS || column < 1) {
                throw new HostileWorkbook("a cell lies beyond the last column");
            }
        }
        return column - 1;
    }

    private static int row(String address) throws IOException {
        return integer(address.replaceAll("^\\$?[A-Za-z]+\\$?", ""));
    }

    /** How people call a cell: {@code C7}. */
    static String address(int row, int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString() + row;
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
