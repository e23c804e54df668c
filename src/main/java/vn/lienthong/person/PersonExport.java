package vn.lienthong.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.journal.SignedFiles;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.HubException;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.PersonsRows;
import vn.lienthong.sync.PersonsTargets;

/**
 * Gives out what is kept of one person, for the person: every row as it is, with columns and classes, signed. It goes straight to
 * whoever asked; the hub keeps no copy.
 */
@Component
class PersonExport {
    static final String KIND = "person-file";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PersonFile file;
    private final SignedFiles files;

    PersonExport(PersonFile file, SignedFiles files) {
        this.file = file;
        this.files = files;
    }

    /**
     * What is given out, found now; that it was is recorded first.
     *
     * @throws HubException DENIED for whoever may not see personal data there, or has not shown lately that it is he
     */
    List<String> lines(Asked asked, Caller caller) {
        caller.need(Act.HANDLE_PERSONS, asked.agency());
        caller.need(Act.SEE_PERSONAL_DATA, asked.agency());
        caller.needConfirmed();
        file.record(caller.name(), "person.file-exported", asked, Map.of());
        Findings found = file.look(asked);
        List<String> lines = new ArrayList<>();
        lines.add(JSON.createObjectNode()
                .put("agency", asked.agency().value())
                .put("column", asked.sought().column())
                .put("by", caller.name())
                .put("reason", asked.reason())
                .put("quarantine", found.heldRows())
                .put("targets", found.targetRows())
                .toString());
        found.jobs().forEach(one -> add(lines, one));
        return lines;
    }

    /** Writes it. The caller closes the writer. */
    void to(Writer out, List<String> lines) throws IOException {
        files.write(out, KIND, lines);
    }

    private static void add(List<String> lines, Findings.OfJob one) {
        HubException failure = one.failure();
        if (failure != null) {
            lines.add(line(one.name(), "target", one.targetDataset())
                    .put("notRead", failure.code().code())
                    .put("vi", failure.problem().vi())
                    .put("en", failure.problem().en())
                    .toString());
        }
        if (one.target() != null) {
            one.target().forEach(row -> lines.add(target(one, row)));
        }
        one.held().forEach(row -> lines.add(held(row)));
    }

    private static String target(Findings.OfJob one, PersonsTargets.Row row) {
        ObjectNode line = line(one.name(), "target", one.targetDataset());
        ArrayNode fields = line.putArray("fields");
        for (int i = 0; i < row.columns().size(); i++) {
            add(
                    fields,
                    row.columns().get(i).name(),
                    row.columns().get(i).dataClass(),
                    row.values().get(i));
        }
        return line.toString();
    }

    private static String held(PersonsRows.Found row) {
        ObjectNode line = line(row.job(), "quarantine", row.dataset())
                .put("state", row.state())
                .put("firstSeen", row.firstSeen().toInstant().toString())
                .put("lastSeen", row.lastSeen().toInstant().toString());
        cells(line.putArray("fields"), row.cells());
        if (!row.edited().isEmpty()) {
            cells(line.putArray("corrected"), row.edited());
        }
        return line.toString();
    }

    private static void cells(ArrayNode fields, List<Cell> cells) {
        cells.forEach(cell -> add(fields, cell.column(), cell.dataClass(), cell.value()));
    }

    private static void add(ArrayNode fields, String column, DataClass dataClass, @Nullable Object value) {
        String text = value instanceof byte[] bytes
                ? Base64.getEncoder().encodeToString(bytes)
                : value == null ? null : value.toString();
        fields.addObject().put("column", column).put("class", dataClass.code()).put("value", text);
    }

    private static ObjectNode line(String job, String where, String dataset) {
        return JSON.createObjectNode().put("where", where).put("job", job).put("dataset", dataset);
    }
}
