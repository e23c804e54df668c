package vn.lienthong.person;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.journal.SignedFiles;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.quarantine.Suppressions;

/** The signed account of an erasure: who asked, who approved, what was where and what became of it, and what remains. No values. */
@Component
class ErasureAccount {
    static final String KIND = "erasure-account";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Erasures erasures;
    private final Suppressions suppressions;
    private final SignedFiles files;
    private final Journal journal;

    ErasureAccount(Erasures erasures, Quarantine quarantine, SignedFiles files, Journal journal) {
        this.erasures = erasures;
        this.suppressions = quarantine.suppressions();
        this.files = files;
        this.journal = journal;
    }

    /** Writes the account as things stand now; that it was taken is recorded first. */
    void to(Writer out, Erasure erasure, Caller caller) throws IOException {
        journal.record(
                new Journal.Entry(caller.name(), "person.account-exported", erasure.subject(), "done", null, Map.of())
                        .withAgency(erasure.agency()));
        files.write(out, KIND, lines(erasure));
    }

    private List<String> lines(Erasure erasure) {
        List<String> lines = new ArrayList<>();
        lines.add(head(erasure).toString());
        erasures.places(erasure.number()).forEach(place -> lines.add(line(place).toString()));
        ObjectNode leftOut = JSON.createObjectNode();
        suppressions.jobs(erasure.number()).forEach(leftOut.putArray("leftOutBy")::add);
        lines.add(put(leftOut, "letInAgain", erasure.lifted()).toString());
        Remains.all()
                .forEach(what -> lines.add(words(JSON.createObjectNode().put("remains", what.name()), what.words())
                        .toString()));
        return lines;
    }

    private static ObjectNode head(Erasure erasure) {
        ObjectNode head = JSON.createObjectNode()
                .put("erasure", erasure.number())
                .put("state", erasure.state().code())
                .put("agency", erasure.agency().value());
        put(head, "dataset", erasure.dataset());
        head.put("column", erasure.column())
                .put("reason", erasure.reason())
                .put("basis", erasure.basis())
                .put("requester", erasure.requester())
                .put("asked", erasure.asked().toString());
        put(head, "approval", erasure.approval());
        put(head, "approver", erasure.approver());
        put(head, "approved", erasure.approved());
        return put(head, "ended", erasure.ended());
    }

    private static ObjectNode line(Erasure.Place place) {
        ObjectNode line = JSON.createObjectNode()
                .put("place", place.what())
                .put("job", place.job())
                .put("outcome", place.outcome().code())
                .put("rows", place.rows())
                .put("tries", place.tries())
                .put("at", place.at().toString());
        Text why = place.why();
        return why == null ? line : words(line.put("code", place.code()), why);
    }

    private static ObjectNode words(ObjectNode line, Text words) {
        return line.put("vi", words.vi()).put("en", words.en());
    }

    private static ObjectNode put(ObjectNode line, String name, @Nullable Object value) {
        return value == null ? line : line.put(name, value.toString());
    }
}
