package vn.lienthong.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Circuit;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.RunFailure;

/**
 * One route and how it does.
 *
 * @param id {@code sync.<job>}, {@code service.<name>.v<version>} or {@code camel.<file>.<id>}
 * @param group which kind of work it does
 * @param agency who answers for it
 * @param owner the same by name
 * @param job the job it carries out; null where it carries out none
 * @param service the service it answers, as {@code pupil-status/1}; null where it answers none
 * @param from what is read; null where a hand-made route reads nothing
 * @param to what is written; null where it answers who asks
 * @param health judged by what it did, its promise and its systems
 * @param held whether a person has paused or stopped it, whatever else is so
 * @param activeRun the run it carries now, null where none
 * @param lastSuccess end of the last good run, null where none
 * @param nextDue when its job is due, null without a schedule
 * @param inFlight exchanges on it now, on this node
 * @param figures what it did in the time that is looked at
 * @param lastFailure why its last run failed or is paused; null after a success
 * @param following how its job follows its source; null where it does not, or has not begun
 * @param circuit how the partner's system fares that a service asks; null where it asks none
 */
public record RouteHealth(
        String id,
        Group group,
        AgencyCode agency,
        Text owner,
        Text title,
        @Nullable JobName job,
        @Nullable String service,
        @Nullable DatasetName from,
        @Nullable DatasetName to,
        Health health,
        boolean held,
        @Nullable Long activeRun,
        @Nullable Instant lastSuccess,
        @Nullable Instant nextDue,
        int inFlight,
        Figures figures,
        @Nullable RunFailure lastFailure,
        @Nullable Following following,
        @Nullable Circuit circuit) {
    private static final String MADE = "camel.";

    /** The name of the file that a hand-made route stands in; null of every other. */
    public @Nullable String madeIn() {
        return group == Group.MADE ? id.substring(MADE.length(), id.indexOf('.', MADE.length())) : null;
    }

    /** Kinds of work. */
    public enum Group {
        /** A job that runs now and then. */
        SYNC,
        /** A job that follows its source. */
        FOLLOW,
        /** A service that answers programs. */
        SERVICE,
        /** A hand-made route. */
        MADE
    }

    /**
     * How a job follows its source.
     *
     * @param inStep whether everything has arrived
     * @param silent whether the source was not heard of for too long
     * @param keptBytes the log that the source keeps for it; null where unknown
     * @param percentOfCap how much of the agreed cap that is; null where unknown
     * @param lastChange when the source committed the newest change that arrived; null before the first
     */
    public record Following(
            boolean inStep,
            boolean silent,
            @Nullable Long keptBytes,
            @Nullable Integer percentOfCap,
            @Nullable Instant lastChange) {}
}
