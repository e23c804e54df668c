package vn.lienthong.sync;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;

/**
 * Looks after the sources that keep their log for jobs that follow them, also while those jobs rest. Where the owner has agreed to a
 * cap and to letting go at it, the hub lets go there: the job then stops, and says so.
 */
final class SourceCare {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCare.class);
    private static final String ACTOR = "hub";

    private final Connectors connectors;
    private final Follows follows;
    private final Journal journal;

    SourceCare(Connectors connectors, Follows follows, Journal journal) {
        this.connectors = connectors;
        this.follows = follows;
        this.journal = journal;
    }

    /** Looks at one of them; {@code active} where a run of its job tells how it stands by itself. */
    void look(Follows.Standing standing, boolean active) {
        ChangeBacklog backlog = standing.backlog();
        if (active && !beyondCap(standing, backlog)) {
            return;
        }
        try (Session session = connectors.open(standing.connector())) {
            Changes changes = (Changes) session;
            String job = standing.job().value();
            ChangeBacklog now = changes.backlog(job);
            if (now == null) {
                return;
            }
            follows.seen(standing.job(), now, standing.inStep() && active);
            if (beyondCap(standing, now)) {
                letGo(changes, standing.job(), now);
            }
        } catch (HubException unreachable) {
            LOG.debug(
                    "The source of job {} cannot be looked at: {}",
                    standing.job(),
                    unreachable.code().code());
        }
    }

    private boolean beyondCap(Follows.Standing standing, @Nullable ChangeBacklog seen) {
        return seen != null
                && seen.keptBytes() != null
                && seen.capBytes() != null
                && seen.keptBytes() >= seen.capBytes()
                && connectors
                        .find(standing.connector())
                        .filter(connector ->
                                "release".equals(connector.settings().get("changes_at_cap")))
                        .isPresent();
    }

    private void letGo(Changes changes, JobName job, ChangeBacklog seen) {
        journal.record(new Journal.Entry(
                ACTOR,
                "following.released",
                "job/" + job,
                "done",
                null,
                Map.of("kept_bytes", String.valueOf(seen.keptBytes()), "cap_bytes", String.valueOf(seen.capBytes()))));
        changes.retire(job.value());
        LOG.warn("Job {} no longer holds its source's log: the agreed cap was reached; it must read anew", job);
    }
}
