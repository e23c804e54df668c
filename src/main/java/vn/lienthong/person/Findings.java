package vn.lienthong.person;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.PersonsRows;
import vn.lienthong.sync.PersonsTargets;
import vn.lienthong.sync.SyncJob;

/**
 * What is kept of one person, by job. A job that was removed is there as well, as long as the quarantine has rows of it.
 *
 * @param jobs those that could hold something, by name
 */
record Findings(List<OfJob> jobs) {
    /**
     * What one job holds.
     *
     * @param job null where it was removed
     * @param held rows in quarantine, in any state
     * @param target rows in the target; null where it is not looked at, because another agency answers for it, or could not be
     * @param failure why it could not be looked at
     */
    record OfJob(
            String name,
            @Nullable SyncJob job,
            List<PersonsRows.Found> held,
            @Nullable List<PersonsTargets.Row> target,
            @Nullable HubException failure) {
        @Nullable
        Trouble trouble() {
            return failure == null ? null : new Trouble(failure.code().code(), failure.problem(), failure.remedy());
        }

        Text title() {
            return job == null ? Text.same(name) : job.title();
        }

        String source() {
            return job != null
                    ? job.from().dataset().toString()
                    : held.isEmpty() ? "" : held.get(0).dataset();
        }

        String targetDataset() {
            return job == null ? "" : job.to().dataset().toString();
        }

        int targetRows() {
            return target == null ? 0 : target.size();
        }

        boolean empty() {
            return held.isEmpty() && targetRows() == 0;
        }
    }

    /** What went wrong, in words. */
    record Trouble(String code, Text problem, Text remedy) {}

    long heldRows() {
        return jobs.stream().mapToLong(one -> one.held().size()).sum();
    }

    long targetRows() {
        return jobs.stream().mapToLong(OfJob::targetRows).sum();
    }

    /** Figures for the journal and for whoever decides; never values. */
    Map<String, String> counts() {
        return Map.of("held", "" + heldRows(), "target", "" + targetRows());
    }
}
