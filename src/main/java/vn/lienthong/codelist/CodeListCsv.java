package vn.lienthong.codelist;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Nearest;

/** Reads the entries of a list from the CSV file it names. */
final class CodeListCsv {
    private final Path list;
    private final Document document;
    private final List<Problem> problems;
    private List<String> header = List.of();

    CodeListCsv(Path list, Document document, List<Problem> problems) {
        this.list = list;
        this.document = document;
        this.problems = problems;
    }

    List<CodeListEntry> read() {
        String name = document.root().get("file").asText();
        Path csv = list.resolveSibling(name).normalize();
        int line = document.line("/file");
        if (!csv.getFileName().toString().equals(name)) {
            problems.add(Problem.of(document.fileName(), line, CodelistError.FILE_OUTSIDE, Map.of("file", name)));
            return List.of();
        }
        if (!Files.isRegularFile(csv)) {
            problems.add(Problem.of(document.fileName(), line, CodelistError.FILE_MISSING, Map.of("file", name)));
            return List.of();
        }
        try {
            return entries(csv.toString(), records(csv));
        } catch (IOException | UncheckedIOException | CsvParseException unreadable) {
            String why = unreadable instanceof CharacterCodingException
                    ? "UTF-8"
                    : unreadable.getClass().getSimpleName();
            problems.add(Problem.of(
                    document.fileName(), line, CodelistError.FILE_UNREADABLE, Map.of("file", name, "why", why)));
            return List.of();
        }
    }

    private static List<CsvRecord> records(Path csv) throws IOException {
        // readString refuses malformed UTF-8, where a reader would put U+FFFD
        String text = Files.readString(csv, StandardCharsets.UTF_8);
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .ofCsvRecord(content)) {
            return reader.stream().toList();
        }
    }

    private List<CodeListEntry> entries(String file, List<CsvRecord> records) {
        header = records.isEmpty() ? List.of() : records.get(0).getFields();
        JsonNode root = document.root();
        int code = column("from");
        int to = column("to");
        int name = column("name");
        int toName = column("to_name");
        int first = dayColumn("effective_from");
        int last = dayColumn("effective_to");
        if (!problems.isEmpty()) {
            return List.of();
        }
        LocalDate firstDay = first < 0 ? constantDay("effective_from") : null;
        LocalDate lastDay = last < 0 ? constantDay("effective_to") : null;
        List<CodeListEntry> entries = new ArrayList<>();
        for (CsvRecord line : records.subList(1, records.size())) {
            int number = (int) line.getStartingLineNumber();
            String written = cell(line, code);
            if (written == null) {
                problems.add(Problem.of(
                        file,
                        number,
                        CodelistError.CODE_EMPTY,
                        Map.of("column", root.get("from").asText())));
                continue;
            }
            entries.add(new CodeListEntry(
                    file,
                    number,
                    written,
                    cell(line, to),
                    cell(line, name),
                    cell(line, toName),
                    first < 0 ? firstDay : day(file, line, first),
                    last < 0 ? lastDay : day(file, line, last)));
        }
        return entries;
    }

    /** The column a key names, -1 where the key is absent. */
    private int column(String key) {
        JsonNode wanted = document.root().path(key);
        if (!wanted.isTextual()) {
            return -1;
        }
        int found = header.indexOf(wanted.asText());
        if (found < 0) {
            problems.add(Problem.of(
                    document.fileName(),
                    document.line("/" + key),
                    CodelistError.COLUMN_MISSING,
                    Map.of(
                            "file", document.root().get("file").asText(),
                            "column", wanted.asText(),
                            "columns", String.join(", ", header),
                            "nearest", Nearest.closest(wanted.asText(), header))));
        }
        return found;
    }

    /** As {@link #column}; a day in place of a column name is not one. */
    private int dayColumn(String key) {
        return CodeListEntry.day(document.root().path(key).asText()) == null ? column(key) : -1;
    }

    private @Nullable LocalDate constantDay(String key) {
        return CodeListEntry.day(document.root().path(key).asText());
    }

    private static @Nullable String cell(CsvRecord line, int column) {
        if (column < 0
                || column >= line.getFieldCount()
                || line.getField(column).isBlank()) {
            return null;
        }
        return line.getField(column).strip();
    }

    private @Nullable LocalDate day(String file, CsvRecord line, int column) {
        String text = cell(line, column);
        LocalDate day = text == null ? null : CodeListEntry.day(text);
        if (text != null && day == null) {
            problems.add(Problem.of(
                    file, (int) line.getStartingLineNumber(), CodelistError.DATE_INVALID, Map.of("date", text)));
        }
        return day;
    }
}
