package vn.lienthong.person;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;

/** One person's file, over REST. What identifies the person comes in the body, never in an address. */
@RestController
@RequestMapping("/api/v1/person-file")
class PersonFileApi {
    private final PersonFile file;
    private final PersonDownloadsController downloads;
    private final Callers callers;

    PersonFileApi(PersonFile file, PersonDownloadsController downloads, Callers callers) {
        this.file = file;
        this.downloads = downloads;
        this.callers = callers;
    }

    /** Whom, and why; see {@link Asked}. */
    record Question(
            @Nullable String agency,
            @Nullable String dataset,
            @Nullable String column,
            @Nullable String value,
            @Nullable String reason) {
        Asked asked() {
            return Asked.of(agency, dataset, column, value, reason);
        }

        @Override
        public String toString() {
            return "Question[]";
        }
    }

    @May(Act.HANDLE_PERSONS)
    @Confirmed
    @Costly
    @PostMapping("/search")
    FoundView find(@RequestBody Question question) {
        return FoundView.of(file.find(question.asked(), callers.current()));
    }

    /** What is kept of the person, as it is, signed at its end. */
    @May(Act.SEE_PERSONAL_DATA)
    @Confirmed
    @Costly
    @PostMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(@RequestBody Question question, HttpServletResponse response) throws IOException {
        downloads.export(question.asked(), response);
    }
}
