package vn.lienthong.sync;

import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Releasing quarantined rows over REST. */
@RestController
@RequestMapping("/api/v1/quarantine/release")
class ReleaseApi {
    private final Release release;

    ReleaseApi(Release release) {
        this.release = release;
    }

    /** Which rows. */
    record Rows(List<Long> rows) {}

    @PostMapping
    Release.Outcome release(@RequestBody Rows rows, Principal person) {
        return release.release(rows.rows(), person.getName());
    }
}
