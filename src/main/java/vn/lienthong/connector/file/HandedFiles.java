package vn.lienthong.connector.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.AgencyError;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Reads tables that somebody hands in with the readers of the drop folders, and so within their bounds. */
@Component
final class HandedFiles implements HandedTables {
    private static final Settings PLAIN = new Settings(Map.of(), Map.of());

    /** A workbook is opened anew for each heading on each sheet, and several people hand files in at once: what it may be at most. */
    private static final int MOST_SHEETS = 30;
    /** Each sheet is looked through for each heading that its table may begin with. */
    private static final Duration MOST_LOOKING = Duration.ofSeconds(10);

    private static final int MOST_UNPACKED_MB = 32;

    @Override
    public List<Row> read(String name, byte[] bytes, List<Column> columns, int most) {
        try {
            Path file = Files.createTempFile("handed-in-", ".table");
            try {
                Files.write(file, bytes);
                return read(file, name, workbook(bytes) ? new WorkbookFormat(PLAIN) : text(name, bytes), columns, most);
            } finally {
                Files.delete(file);
            }
        } catch (IOException disk) {
            throw new UncheckedIOException(disk);
        }
    }

    /** Archives, and the older kind of workbook, of which the reader says what it is. */
    private static boolean workbook(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
        return head.startsWith("PK") || head.equals("\u00D0\u00CF\u0011\u00E0");
    }

    /** Text has no zero bytes, but where each letter has two. */
    private static TableFormat text(String name, byte[] bytes) {
        boolean wide = bytes.length > 1 && (bytes[0] == -1 && bytes[1] == -2 || bytes[0] == -2 && bytes[1] == -1);
        for (int i = 0; i < bytes.length && !wide; i++) {
            if (bytes[i] == 0) {
                throw new HubException(
                        FileError.NOT_A_WORKBOOK, Map.of("file", name, "why", "it is some other kind of file"));
            }
        }
        return new CsvFormat(PLAIN);
    }

    private static List<Row> read(Path file, String name, TableFormat format, List<Column> columns, int most)
            throws IOException {
        long until = System.nanoTime() + MOST_LOOKING.toNanos();
        List<String> fitting = new ArrayList<>();
        @Nullable Headings found = null;
        for (String sheet : format.sheets() ? sheets(file, name, format) : List.of("")) {
            Optional<Headings> here = headings(file, name, format, sheet, columns.get(0), until);
            if (here.isPresent()) {
                found = here.get();
                fitting.add(sheet);
            }
        }
        if (fitting.size() > 1) {
            throw new HubException(
                    AgencyError.IMPORT_TABLES, Map.of("file", name, "sheets", String.join(", ", fitting)));
        }
        if (found == null) {
            throw noTable(name, columns.get(0));
        }
        return rows(file, name, format, found, columns, most);
    }

    private static List<String> sheets(Path file, String name, TableFormat format) throws IOException {
        List<String> sheets = format.sheetsOf(file, name);
        if (sheets.size() > MOST_SHEETS) {
            throw refused(
                    name,
                    new Text(
                            "có hơn " + MOST_SHEETS + " trang tính đang hiện",
                            "it has more than " + MOST_SHEETS + " visible sheets"));
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            needSmall(zip, name);
        } catch (ZipException broken) {
            throw WorkbookFile.translated(name, broken);
        }
        return sheets;
    }

    /** By what there is to read, whatever the archive says of itself. */
    private static void needSmall(ZipFile zip, String name) throws IOException {
        long left = (long) MOST_UNPACKED_MB << 20;
        byte[] some = new byte[1 << 16];
        for (ZipEntry part : Collections.list(zip.entries())) {
            try (InputStream bytes = zip.getInputStream(part)) {
                for (int got = bytes.read(some); got >= 0; got = bytes.read(some)) {
                    left -= got;
                    if (left < 0) {
                        throw refused(
                                name,
                                new Text(
                                        "giải nén ra hơn " + MOST_UNPACKED_MB + " MB",
                                        "it unpacks to more than " + MOST_UNPACKED_MB + " MB"));
                    }
                }
            }
        }
    }

    private static HubException refused(String name, Text why) {
        return new HubException(FileError.HOSTILE_WORKBOOK, Map.of("file", name, "why", why));
    }

    private static HubException noTable(String name, Column missing) {
        return new HubException(
                AgencyError.IMPORT_NO_TABLE,
                Map.of("file", name, "heading", missing.headings().get(0)));
    }

    /** What stands in the row of headings. */
    private record Headings(String sheet, List<String> names) {}

    /** The row in which one of the first column's headings stands; nothing where none does. */
    private static Optional<Headings> headings(
            Path file, String name, TableFormat format, String sheet, Column column, long until) throws IOException {
        for (String heading : column.headings()) {
            if (System.nanoTime() > until) {
                throw refused(name, new Text("tìm bảng trong tệp quá lâu", "its table takes too long to find"));
            }
            try (Table table = format.open(file, name, sheet, CsvFormat.texts(List.of(heading)))) {
                return Optional.of(new Headings(sheet, table.header().names()));
            } catch (HubException refused) {
                if (refused.code() != FileError.COLUMN_MISSING && refused.code() != FileError.HEADER_MISSING) {
                    throw refused;
                }
            }
        }
        return Optional.empty();
    }

    private static List<Row> rows(
            Path file, String name, TableFormat format, Headings headings, List<Column> columns, int most)
            throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Column column : columns) {
            Set<String> keys = column.headings().stream().map(HeaderText::key).collect(Collectors.toSet());
            headings.names().stream()
                    .filter(text -> keys.contains(HeaderText.key(text)))
                    .findFirst()
                    .ifPresent(text -> texts.put(column.id(), text));
        }
        List<Column> read = columns.stream()
                .filter(column -> column.required() || texts.containsKey(column.id()))
                .toList();
        List<String> wanted = read.stream()
                .map(column -> texts.getOrDefault(column.id(), column.headings().get(0)))
                .toList();
        List<Row> rows = new ArrayList<>();
        try (Table table = format.open(file, name, headings.sheet(), CsvFormat.texts(wanted))) {
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                if (rows.size() == most) {
                    throw new HubException(AgencyError.IMPORT_TOO_LONG, Map.of("file", name, "most", most));
                }
                rows.add(row(table, row, read));
            }
        } catch (HubException refused) {
            throw refused.code() == FileError.COLUMN_MISSING
                    ? new HubException(AgencyError.IMPORT_NO_COLUMN, refused.arguments(), refused)
                    : refused;
        }
        return rows;
    }

    private static Row row(Table table, Table.Row row, List<Column> read) {
        Map<String, String> cells = new HashMap<>();
        Map<String, Text> places = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
            Object value = row.cells()[i];
            cells.put(read.get(i).id(), value == null ? "" : value.toString());
            if (read.get(i).placed()) {
                places.put(read.get(i).id(), table.place(row, i));
            }
        }
        return new Row(cells, places, row.flaw() == null ? null : row.flaw().reason());
    }

    @Override
    public byte[] workbook(List<Sheet> sheets) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Lienthong", "1.0")) {
            for (Sheet sheet : sheets) {
                Worksheet written = workbook.newWorksheet(sheet.name());
                written.freezePane(0, 1);
                for (int row = 0; row < sheet.rows().size(); row++) {
                    write(written, row, sheet.rows().get(row));
                }
                written.finish();
            }
        } catch (IOException memory) {
            throw new UncheckedIOException(memory);
        }
        return bytes.toByteArray();
    }

    @Override
    public byte[] csv(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        // without the mark at its beginning Excel takes UTF-8 for something else
        text.write('\uFEFF');
        try (CsvWriter writer = CsvWriter.builder().build(text)) {
            for (int row = 0; row < rows.size(); row++) {
                List<String> cells = rows.get(row);
                writer.writeRecord(
                        row == 0 ? cells : cells.stream().map(CellText::of).toList());
            }
        } catch (IOException memory) {
            throw new UncheckedIOException(memory);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String armed(String cell) {
        return CellText.armed(cell);
    }

    private static void write(Worksheet sheet, int row, List<String> texts) {
        for (int column = 0; column < texts.size(); column++) {
            String text = row == 0 ? texts.get(column) : CellText.of(texts.get(column));
            if (!text.isEmpty()) {
                sheet.inlineString(row, column, WorkbookXml.escaped(text));
            }
        }
    }
}
