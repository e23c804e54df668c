package vn.lienthong.codelist;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Text;

/** Reads one {@code <name>.codelist.yaml} with the CSV file beside it. */
final class CodeListFile {
    static final String SUFFIX = ".codelist.yaml";

    private final Path path;
    private final DocumentKinds kinds;
    private final List<Problem> problems = new ArrayList<>();
    private final List<CodeListEntry> entries = new ArrayList<>();
    private final String shownName;

    CodeListFile(Path path, DocumentKinds kinds) {
        this.path = path;
        this.kinds = kinds;
        this.shownName = path.toString();
    }

    /**
     * The list.
     *
     * @throws DocumentException with everything that is wrong in it
     */
    CodeList read() {
        Document document = Document.parse(shownName, text());
        problems.addAll(kinds.check("codelist", document));
        stopAtProblems();
        JsonNode root = document.root();
        String name = root.path("codelist").asText();
        if (!path.getFileName().toString().equals(name + SUFFIX)) {
            problem(document.line("/codelist"), CodelistError.NAME_DIFFERS, "name", name, "file", path.getFileName());
        }
        if (root.has("entries")) {
            inline(document);
        } else if (root.has("file") && root.has("from")) {
            entries.addAll(new CodeListCsv(path, document, problems).read());
        } else {
            problem(1, CodelistError.RULES_MISSING, "name", name);
        }
        stopAtProblems();
        boolean crosswalk = entries.stream().anyMatch(entry -> entry.target() != null);
        boolean folded = root.path("match").asText().equals("words");
        checkEntries(name, crosswalk, folded);
        stopAtProblems();
        return new CodeList(name, title(root, name), source(root), crosswalk, folded, facts());
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            problem(1, CodelistError.FILE_UNREADABLE, "file", path.getFileName(), "why", why(unreadable));
            throw new DocumentException(problems);
        }
    }

    static String why(IOException error) {
        return error.getClass().getSimpleName();
    }

    private void inline(Document document) {
        document.root().path("entries").fields().forEachRemaining(field -> {
            int line = document.line("/entries/" + escaped(field.getKey()));
            JsonNode node = field.getValue();
            if (node.isValueNode()) {
                entries.add(new CodeListEntry(shownName, line, field.getKey(), node.asText(), null, null, null, null));
                return;
            }
            entries.add(new CodeListEntry(
                    shownName,
                    line,
                    field.getKey(),
                    node.hasNonNull("to") ? node.get("to").asText() : null,
                    node.hasNonNull("name") ? node.get("name").asText() : null,
                    node.hasNonNull("to_name") ? node.get("to_name").asText() : null,
                    day(node, "effective_from", line),
                    day(node, "effective_to", line)));
        });
    }

    private @Nullable LocalDate day(JsonNode node, String key, int line) {
        if (!node.hasNonNull(key)) {
            return null;
        }
        LocalDate day = CodeListEntry.day(node.get(key).asText());
        if (day == null) {
            problem(line, CodelistError.DATE_INVALID, "date", node.get(key).asText());
        }
        return day;
    }

    /** As a JSON pointer writes it. */
    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private void checkEntries(String name, boolean crosswalk, boolean folded) {
        if (entries.isEmpty()) {
            problem(1, CodelistError.LIST_EMPTY, "name", name);
        }
        Map<String, List<CodeListEntry>> seen = new HashMap<>();
        for (CodeListEntry entry : entries) {
            if (crosswalk && entry.target() == null) {
                problems.add(entry.problem(CodelistError.TO_SOMETIMES, Map.of("code", entry.code())));
            }
            if (entry.fact().reversed()) {
                problems.add(entry.problem(
                        CodelistError.DATES_REVERSED,
                        Map.of("code", entry.code(), "first", entry.firstDay(), "last", entry.lastDay())));
            }
            String key = folded ? Folding.fold(entry.code()) : entry.code();
            List<CodeListEntry> others = seen.computeIfAbsent(key, code -> new ArrayList<>(1));
            for (CodeListEntry other : others) {
                if (entry.fact().overlaps(other.fact())) {
                    problems.add(entry.problem(
                            CodelistError.CODE_TWICE, Map.of("code", entry.code(), "other", other.line())));
                }
            }
            others.add(entry);
        }
    }

    private List<CodeList.Entry> facts() {
        return entries.stream().map(CodeListEntry::fact).toList();
    }

    private static Text title(JsonNode root, String name) {
        JsonNode title = root.path("title");
        return title.isTextual()
                ? Text.same(title.asText())
                : new Text(title.path("vi").asText(name), title.path("en").asText(name));
    }

    private static @Nullable String source(JsonNode root) {
        return root.hasNonNull("source") ? root.get("source").asText() : null;
    }

    private void problem(int line, CodelistError code, Object... arguments) {
        Map<String, Object> named = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            named.put(arguments[i].toString(), arguments[i + 1]);
        }
        problems.add(Problem.of(shownName, line, code, named));
    }

    private void stopAtProblems() {
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
    }
}
