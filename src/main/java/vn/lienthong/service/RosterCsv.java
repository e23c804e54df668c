package vn.lienthong.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A file of the "CSV Binding 1.2" of OneRoster: UTF-8, a line of column names in the order of the binding, RFC 4180. In files that hold
 * all of an entity ("bulk") status and dateLastModified are empty, as the binding wants it; rows to be deleted do not stand in them.
 */
final class RosterCsv {
    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    /** All that a manifest tells of, in the order of the binding. */
    private static final List<String> FILES = List.of(
            "academicSessions",
            "categories",
            "classes",
            "classResources",
            "courses",
            "courseResources",
            "demographics",
            "enrollments",
            "lineItemLearningObjectiveIds",
            "lineItems",
            "lineItemScoreScales",
            "orgs",
            "resources",
            "resultLearningObjectiveIds",
            "results",
            "resultScoreScales",
            "roles",
            "scoreScales",
            "userProfiles",
            "userResources",
            "users");

    private final OutputStream out;
    private final RosterEntity entity;
    private final Map<String, RosterField> byColumn = new LinkedHashMap<>();

    RosterCsv(OutputStream out, RosterEntity entity) {
        this.out = out;
        this.entity = entity;
        for (RosterField field : entity.fields()) {
            if (field.csv() != null) {
                byColumn.put(field.csv(), field);
            }
        }
    }

    static void manifest(OutputStream out, Set<RosterEntity> there) throws IOException {
        Set<String> files = new HashSet<>();
        there.forEach(entity -> files.add(entity.collection()));
        line(out, List.of("propertyName", "value"));
        line(out, List.of("manifest.version", "1.0"));
        line(out, List.of("oneroster.version", "1.2"));
        for (String file : FILES) {
            line(out, List.of("file." + file, files.contains(file) ? "bulk" : "absent"));
        }
        line(out, List.of("source.systemName", "Lienthong"));
        line(out, List.of("source.systemCode", "lienthong"));
    }

    void head() throws IOException {
        line(out, entity.csv());
    }

    /** A row, by the fields that are there for whoever asks. */
    void row(RosterView view, ListPage.Row row) throws IOException {
        if (gone(view, row)) {
            return;
        }
        List<String> cells = new ArrayList<>();
        for (String column : entity.csv()) {
            boolean empty = column.equals(RosterEntity.STATUS) || column.equals(RosterEntity.CHANGED);
            RosterField field = empty ? null : byColumn.get(column);
            Optional<RosterField> there = field == null ? Optional.empty() : view.named(field.name());
            cells.add(there.map(known -> cell(known, view, row)).orElse(""));
        }
        line(out, cells);
    }

    private static boolean gone(RosterView view, ListPage.Row row) {
        return view.named(RosterEntity.STATUS)
                .map(field -> "tobedeleted".equals(row.value(view.column(field).name())))
                .orElse(false);
    }

    private static String cell(RosterField field, RosterView view, ListPage.Row row) {
        String text = RosterJson.text(field, row.value(view.column(field).name()));
        if (text == null) {
            return "";
        }
        boolean list = field.kind() == RosterField.Kind.WORDS || field.kind() == RosterField.Kind.REFERENCES;
        String whole = list ? String.join(",", RosterJson.words(text)) : text;
        return field.identifies() ? whole : disarmed(whole);
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe; ids stay as they are, since others refer to them. */
    private static String disarmed(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static void line(OutputStream out, List<String> cells) throws IOException {
        StringJoiner line = new StringJoiner(",", "", "\r\n");
        cells.forEach(cell -> line.add(quoted(cell)));
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String cell) {
        boolean plain =
                cell.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\r' || letter == '\n');
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
