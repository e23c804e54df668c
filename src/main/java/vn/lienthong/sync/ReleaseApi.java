package vn.lienthong.sync;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.quarantine.SeenRows;

/** Releasing quarantined rows over REST. */
@RestController
@RequestMapping("/api/v1/quarantine/release")
class ReleaseApi {
    private final Release release;
    private final SeenRows seen;
    private final Callers callers;

    ReleaseApi(Release release, SeenRows seen, Callers callers) {
        this.seen = seen;
        this.callers = callers;
        this.release = release;
    }

    /** Which rows. */
    record Rows(@Nullable List<Long> rows) {}

    @May(Act.CORRECT_HELD_ROWS)
    @PostMapping
    Release.Outcome release(@RequestBody Rows rows, Principal person) {
        List<Long> wanted = rows.rows();
        if (wanted == null || wanted.isEmpty() || wanted.contains(null)) {
            throw new HubException(SyncError.RELEASE_NOTHING, Map.of());
        }
        wanted.forEach(row -> seen.need(callers.current(), Act.CORRECT_HELD_ROWS, String.valueOf(row)));
        return release.release(wanted, person.getName());
    }
}
