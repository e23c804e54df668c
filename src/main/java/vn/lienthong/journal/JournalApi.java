package vn.lienthong.journal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.ZoneId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** The journal over REST; it is read here, never written. */
@May(Act.READ_JOURNAL)
@RestController
@RequestMapping("/api/v1/journal")
class JournalApi {
    private final SeenLines seen;
    private final Journal journal;
    private final Verification verification;
    private final JournalFilesController files;
    private final HeadKey key;
    private final ZoneId zone;

    JournalApi(
            SeenLines seen,
            Journal journal,
            Verification verification,
            JournalFilesController files,
            HeadKey key,
            @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
        this.seen = seen;
        this.journal = journal;
        this.verification = verification;
        this.files = files;
        this.key = key;
        this.zone = zone;
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

    /** Entries, newest first, of what is asked for, and of what concerns the caller; that they were read is recorded. */
    @Costly
    @GetMapping
    Page<JournalLines.Line> entries(
            Filter filter,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit,
            Principal person) {
        Asked asked = filter.asked(zone);
        JournalLines.Found found = seen.page(asked, after, Page.size(limit));
        journal.record(new Journal.Entry(person.getName(), "journal.read", "journal", "done", null, asked.details()));
        return new Page<>(
                found.lines(), found.before() == null ? null : found.before().toString());
    }

    /** Walks the whole chain; that it was verified is recorded. */
    @May(value = Act.READ_JOURNAL, of = "platform")
    @GetMapping("/chain")
    Chain chain(Principal person) {
        Verification.Shown walk = verification.now(person.getName());
        return new Chain(walk.whole(), walk.entries(), walk.firstBreak());
    }

    @May(value = Act.READ_JOURNAL, of = "platform")
    @GetMapping("/key")
    Key key() {
        byte[] encoded = key.publicKey();
        return new Key(Base64.getEncoder().encodeToString(encoded), ExportProof.fingerprint(encoded));
    }

    /** The whole journal, a line of JSON for each entry, signed at its end; that it was taken is its last entry. */
    @Confirmed
    @May(value = Act.READ_JOURNAL, of = "platform")
    @Costly
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(Principal person, HttpServletResponse response) throws IOException {
        files.whole(person.getName(), response);
    }
}
