package vn.lienthong.journal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** The journal over REST; it is read here, never written. */
@May(value = Act.READ_JOURNAL, of = "platform")
@RestController
@RequestMapping("/api/v1/journal")
class JournalApi {
    private final JournalLines lines;
    private final ChainedJournal journal;
    private final JournalExport export;
    private final HeadKey key;

    JournalApi(JournalLines lines, ChainedJournal journal, JournalExport export, HeadKey key) {
        this.lines = lines;
        this.journal = journal;
        this.export = export;
        this.key = key;
    }

    /**
     * Whether every entry fits the one before it.
     *
     * @param firstBreak the first entry that does not; absent where all do
     */
    record Chain(boolean intact, long entries, @Nullable Long firstBreak) {}

    /**
     * The public key that verifies the journal's heads and exports.
     *
     * @param key Ed25519, X.509, base64
     * @param fingerprint SHA-256 of it, hex
     */
    record Key(String key, String fingerprint) {}

    /** Entries, newest first; of one act or about one thing where that is asked. */
    @GetMapping
    Page<JournalLines.Line> entries(
            @RequestParam(required = false) @Nullable String act,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Page.size(limit);
        return Page.of(lines.before(after, act, subject, size + 1), size, JournalLines.Line::id);
    }

    @GetMapping("/chain")
    Chain chain() {
        Long firstBreak = journal.firstBreak();
        return new Chain(firstBreak == null, lines.count(), firstBreak);
    }

    @GetMapping("/key")
    Key key() {
        byte[] encoded = key.publicKey();
        return new Key(Base64.getEncoder().encodeToString(encoded), ExportProof.fingerprint(encoded));
    }

    /** The whole journal, a line of JSON for each entry, signed at its end; that it was taken is its last entry. */
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(Principal person, HttpServletResponse response) throws IOException {
        journal.record(new Journal.Entry(person.getName(), "journal.exported", "journal", "done", null, Map.of()));
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"journal.ndjson\"");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        export.to(out);
        out.flush();
    }
}
