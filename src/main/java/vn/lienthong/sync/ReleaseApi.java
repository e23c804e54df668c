package vn.lienthong.sync;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.HubException;

/** Releasing quarantined rows over REST. */
@RestController
@RequestMapping("/api/v1/quarantine/release")
class ReleaseApi {
    private final Release release;

    ReleaseApi(Release release) {
        this.release = release;
    }

    /** Which rows. */
    record Rows(@Nullable List<Long> rows) {}

    @PostMapping
    Release.Outcome release(@RequestBody Rows rows, Principal person) {
        List<Long> wanted = rows.rows();
        if (wanted == null || wanted.isEmpty() || wanted.contains(null)) {
            throw new HubException(SyncError.RELEASE_NOTHING, Map.of());
        }
        return release.release(wanted, person.getName());
    }
}
