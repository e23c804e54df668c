package vn.lienthong.person;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;

/** The signed files: what is kept of one person, and the account of an erasure. They go straight out and stay nowhere. */
@Controller
class PersonDownloadsController {
    private final PersonExport export;
    private final ErasureAccount account;
    private final ErasureDesk desk;
    private final Callers callers;

    PersonDownloadsController(PersonExport export, ErasureAccount account, ErasureDesk desk, Callers callers) {
        this.export = export;
        this.account = account;
        this.desk = desk;
        this.callers = callers;
    }

    @May(Act.SEE_PERSONAL_DATA)
    @Confirmed
    @Costly
    @PostMapping("/person-file/export")
    void export(
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "") String dataset,
            @RequestParam(defaultValue = "") String column,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String reason,
            HttpServletResponse response)
            throws IOException {
        export(Asked.of(agency, dataset, column, value, reason), response);
    }

    void export(Asked asked, HttpServletResponse response) throws IOException {
        List<String> lines = export.lines(asked, callers.current());
        Writer out = begun(response, "person-file.ndjson");
        export.to(out, lines);
        out.flush();
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @GetMapping("/person-file/erasures/{number}/account")
    void account(@PathVariable long number, HttpServletResponse response) throws IOException {
        Erasure erasure = desk.get(number);
        Writer out = begun(response, "erasure-" + number + ".ndjson");
        account.to(out, erasure, callers.current());
        out.flush();
    }

    private static Writer begun(HttpServletResponse response, String name) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    }
}
