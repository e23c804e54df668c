package vn.lienthong.connector.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Text;
import vn.lienthong.kernel.ValueType;

/** CSV: one table a file, everything text. */
final class CsvFormat implements TableFormat {
    private static final int SAMPLE = 1 << 16;
    private static final String CANDIDATES = ",;\t|";

    /** Why settings that look for a header elsewhere do not write. */
    static final Text HEADER_FIRST = new Text(
            "tiêu đề được ghi ở dòng đầu; hãy đặt header_row: auto",
            "the header is written as the first row; set header_row: auto");

    private final String encoding;
    private final String delimiter;
    private final int headerRow;

    CsvFormat(Settings settings) {
        this.encoding = settings.optionalText("encoding").orElse("auto");
        this.delimiter = settings.optionalText("delimiter").orElse("auto");
        this.headerRow = FileSettings.headerRow(settings);
    }

    @Override
    public String ending() {
        return ".csv";
    }

    @Override
    public boolean sheets() {
        return false;
    }

    @Override
    public List<String> sheetsOf(Path file, String name) {
        return List.of();
    }

    @Override
    public Table open(Path file, String name, String sheet, List<Column> wanted) throws IOException {
        TextEncoding text = EncodingDetection.of(file, name, encoding);
        char separator = separator(file, text);
        return CsvTable.open(
                name,
                text.reader(PlainFile.open(file)),
                separator,
                headerRow,
                wanted.stream().map(Column::name).toList());
    }

    @Override
    public List<Column> columns(Path file, String name, String sheet, List<String> expected) throws IOException {
        List<Column> wanted = texts(expected);
        try (Table table = open(file, name, sheet, wanted)) {
            Header header = table.header();
            header.match(header.names());
            return expected.isEmpty() ? texts(header.names()) : wanted;
        }
    }

    static List<Column> texts(List<String> names) {
        return names.stream().map(name -> Column.of(name, ValueType.TEXT)).toList();
    }

    @Override
    public String nature(Path file, String name) throws IOException {
        TextEncoding text = EncodingDetection.of(file, name, encoding);
        char separator = separator(file, text);
        return text.title() + ", \"" + (separator == '\t' ? "tab" : separator) + "\"";
    }

    @Override
    public @Nullable Text unwritable() {
        if (!encoding.equals("auto") && !encoding.equals("utf-8")) {
            return new Text(
                    "tệp luôn được ghi bằng UTF-8; hãy đặt encoding: auto hoặc utf-8",
                    "files are written as UTF-8; set encoding: auto or utf-8");
        }
        return headerRow > 0 ? HEADER_FIRST : null;
    }

    @Override
    public int longest() {
        return CsvTable.FIELD / 2;
    }

    @Override
    public long mostRows() {
        return Long.MAX_VALUE;
    }

    @Override
    public TableSink sink(Path target, String sheet, List<String> header) throws IOException {
        BufferedWriter text = Files.newBufferedWriter(target, StandardCharsets.UTF_8);
        // the mark by which Excel knows UTF-8
        text.write('\uFEFF');
        CsvWriter writer = CsvWriter.builder().fieldSeparator(written()).build(text);
        writer.writeRecord(header);
        return new TableSink() {
            @Override
            public void row(String[] texts) {
                writer.writeRecord(texts);
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }

    private char written() {
        return delimiter.equals("auto") ? ',' : delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
    }

    private char separator(Path file, TextEncoding text) throws IOException {
        if (!delimiter.equals("auto")) {
            return written();
        }
        char[] sample = new char[SAMPLE];
        int length = 0;
        try (Reader reader = text.reader(PlainFile.open(file))) {
            int count = reader.read(sample, 0, SAMPLE);
            while (count > 0 && length < SAMPLE) {
                length += count;
                count = reader.read(sample, length, SAMPLE - length);
            }
        }
        char best = ',';
        int most = 0;
        for (char candidate : CANDIDATES.toCharArray()) {
            int score = agreement(sample, length, candidate);
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }

    /** How many of the first records have the same number of fields, more than one. */
    private static int agreement(char[] sample, int length, char candidate) {
        Map<Integer, Integer> widths = new HashMap<>();
        try (CsvReader<CsvRecord> reader = CsvTable.reader(candidate, new CharArrayReader(sample, 0, length))) {
            List<CsvRecord> records = new ArrayList<>();
            for (CsvRecord record : reader) {
                records.add(record);
                if (records.size() > 50) {
                    break;
                }
            }
            // the sample may end inside the last record
            int whole = length < SAMPLE || records.size() < 2 ? records.size() : records.size() - 1;
            records.subList(0, whole).forEach(record -> widths.merge(record.getFieldCount(), 1, Integer::sum));
        } catch (CsvParseException | IOException notThis) {
            return 0;
        }
        return widths.entrySet().stream()
                .filter(width -> width.getKey() > 1)
                .mapToInt(width -> width.getValue() * 1000 + Math.min(width.getKey(), 999))
                .max()
                .orElse(0);
    }
}
