package vn.lienthong.journal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.May;

/** What is taken out of the journal as a file. That it was taken, and what was looked for, is recorded first. */
@May(Act.READ_JOURNAL)
@Controller
class JournalFilesController {
    private final SeenLines seen;
    private final JournalExport export;
    private final Journal journal;
    private final ZoneId zone;

    JournalFilesController(
            SeenLines seen,
            JournalExport export,
            Journal journal,
            @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
        this.seen = seen;
        this.export = export;
        this.journal = journal;
        this.zone = zone;
    }

    /** The entries that are looked for, as a table for a spreadsheet. */
    @Confirmed
    @Costly
    @GetMapping("/journal/export.csv")
    void table(Filter filter, Principal person, HttpServletResponse response) throws IOException {
        Asked asked = filter.asked(zone);
        recordTaken(person.getName(), "csv", asked);
        Writer out = begun(response, "text/csv", "journal.csv");
        try {
            JournalCsv csv = new JournalCsv(out, zone);
            seen.each(asked, csv);
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        out.flush();
    }

    /** The whole journal, signed at its end. */
    @Confirmed
    @May(value = Act.READ_JOURNAL, of = "platform")
    @Costly
    @GetMapping("/journal/export.ndjson")
    void signed(Principal person, HttpServletResponse response) throws IOException {
        whole(person.getName(), response);
    }

    void whole(String actor, HttpServletResponse response) throws IOException {
        recordTaken(actor, "ndjson", Asked.ANYTHING);
        Writer out = begun(response, MediaType.APPLICATION_NDJSON_VALUE, "journal.ndjson");
        export.to(out);
        out.flush();
    }

    private void recordTaken(String actor, String format, Asked asked) {
        Map<String, String> details = new HashMap<>(asked.details());
        details.put("format", format);
        journal.record(new Journal.Entry(actor, "journal.exported", "journal", "done", null, details));
    }

    private static Writer begun(HttpServletResponse response, String type, String name) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    }
}
