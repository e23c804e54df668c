package vn.lienthong.sync;

import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;
import vn.lienthong.quarantine.SeenRows;

/** Gives the correction workbook of a job's held rows, from the page and over REST. */
@RestController
class CorrectionController {
    private static final MediaType WORKBOOK =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final CorrectionWorkbooks workbooks;
    private final SeenRows seen;

    CorrectionController(CorrectionWorkbooks workbooks, SeenRows seen) {
        this.seen = seen;
        this.workbooks = workbooks;
    }

    @May(Act.SEE_PERSONAL_DATA)
    @Confirmed
    @Costly
    @GetMapping({"/quarantine/corrections.xlsx", "/api/v1/quarantine/corrections.xlsx"})
    ResponseEntity<byte[]> workbook(
            @RequestParam String job,
            @RequestParam(required = false) @Nullable String code,
            Principal person,
            Locale reader) {
        byte[] bytes =
                workbooks.of(new JobName(job), code, seen.agencies(Act.SEE_PERSONAL_DATA), reader, person.getName());
        return ResponseEntity.ok()
                .contentType(WORKBOOK)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(job + "-sua-loi.xlsx")
                                .build()
                                .toString())
                .body(bytes);
    }
}
