package vn.lienthong.sync;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.SeenRows;

/** Releasing quarantined rows over REST. */
@RestController
@RequestMapping("/api/v1/quarantine")
class ReleaseApi {
    private final Release release;
    private final SimilarRows similar;
    private final QuarantineDesk desk;
    private final SeenRows seen;
    private final Callers callers;

    ReleaseApi(Release release, SimilarRows similar, QuarantineDesk desk, SeenRows seen, Callers callers) {
        this.similar = similar;
        this.desk = desk;
        this.seen = seen;
        this.callers = callers;
        this.release = release;
    }

    /** Which rows. */
    record Rows(@Nullable List<Long> rows) {}

    @May(Act.CORRECT_HELD_ROWS)
    @PostMapping("/release")
    Release.Outcome release(@RequestBody Rows rows, Principal person) {
        List<Long> wanted = rows.rows();
        if (wanted == null || wanted.isEmpty() || wanted.contains(null)) {
            throw new HubException(SyncError.RELEASE_NOTHING, Map.of());
        }
        wanted.forEach(row -> seen.need(callers.current(), Act.CORRECT_HELD_ROWS, String.valueOf(row)));
        return release.release(wanted, person.getName());
    }

    /** The other rows that wait for the same thing: the same reason, the same value in the refused field. */
    @May(value = Act.SEE_HELD_ROWS, of = "held-row", id = "id")
    @GetMapping("/{id}/similar")
    Rows similar(@PathVariable long id) {
        return new Rows(similar.of(desk.row(id)));
    }
}
