package vn.lienthong.sync.draft;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.sync.RowTrial;
import vn.lienthong.sync.RowTrials;
import vn.lienthong.sync.SyncJob;

/**
 * Trials of mappings that somebody asked for on a page. What may be shown of the last ones is kept in this node's memory for a while;
 * values as they are for a few minutes, and for whoever said why.
 */
@Component
class MappingTrials {
    private static final Duration LASTS = Duration.ofMinutes(30);
    private static final Duration UNMASKED = Duration.ofMinutes(5);
    private static final int MOST = 100;

    private final RowTrials trials;
    private final MappingDrafts drafts;
    private final CodeLists lists;
    private final Connectors connectors;
    private final Callers callers;
    private final Journal journal;
    private final Clock clock;
    private final Map<Key, SeenTrial> kept = new LinkedHashMap<>();

    MappingTrials(
            RowTrials trials,
            MappingDrafts drafts,
            CodeLists lists,
            Connectors connectors,
            Callers callers,
            Journal journal,
            Clock clock) {
        this.trials = trials;
        this.drafts = drafts;
        this.lists = lists;
        this.connectors = connectors;
        this.callers = callers;
        this.journal = journal;
        this.clock = clock;
    }

    /** @param person for whom values stand as they are; empty for everybody */
    private record Key(JobName job, boolean draft, String person) {}

    /** The agency whose rows a trial shows: that of the system they come from. */
    AgencyCode owner(SyncJob job) {
        return connectors
                .find(job.from().dataset().connector())
                .map(Connector::agency)
                .orElse(job.agency());
    }

    /** Whether the caller may look at rows of the job's source, masked. */
    boolean maySeeRows(SyncJob job) {
        Caller caller = callers.current();
        return caller.may(Act.SEE_HELD_ROWS, owner(job)) || caller.may(Act.SEE_PERSONAL_DATA, owner(job));
    }

    /**
     * Tries rules; whoever calls has looked that the caller may.
     *
     * @param job with the rules that are tried
     * @param reason why values must be seen as they are; empty where they are masked
     * @throws HubException DENIED for whoever may not see values as they are, or what hinders the read
     */
    SeenTrial run(SyncJob job, SyncJob inUse, boolean draft, String reason) {
        Caller caller = callers.current();
        boolean plain = !reason.isBlank();
        if (plain) {
            caller.need(Act.SEE_PERSONAL_DATA, owner(inUse));
            caller.needConfirmed();
        }
        journal.record(entry(caller, inUse, draft, reason.strip()));
        RowTrial found = trials.of(job, inUse);
        Instant now = clock.instant();
        SeenTrial masked = new TrialReader(found, job, lists, false).read(now, caller.name(), null);
        drafts.tried(
                inUse.name(),
                new MappingDrafts.Found(
                        draft, masked.print(), masked.rows(), masked.refused(), masked.leftOut(), caller.name(), now));
        keep(new Key(inUse.name(), draft, ""), masked);
        if (!plain) {
            return masked;
        }
        SeenTrial seen = new TrialReader(found, job, lists, true).read(now, caller.name(), now.plus(UNMASKED));
        keep(new Key(inUse.name(), draft, caller.name()), seen);
        return seen;
    }

    private Journal.Entry entry(Caller caller, SyncJob job, boolean draft, String reason) {
        return new Journal.Entry(
                        caller.name(),
                        reason.isEmpty() ? "job.mapping-tried" : "job.mapping-unmasked",
                        "job/" + job.name(),
                        "done",
                        reason.isEmpty() ? null : reason,
                        Map.of("draft", String.valueOf(draft)))
                .withAgency(job.agency())
                .withAgency(owner(job));
    }

    /** The last trial as far as the caller may see it; empty where there was none for a while. */
    synchronized Optional<SeenTrial> last(SyncJob job, boolean draft) {
        forget();
        Caller caller = callers.current();
        SeenTrial own = kept.get(new Key(job.name(), draft, caller.name()));
        boolean may = own != null && caller.may(Act.SEE_PERSONAL_DATA, owner(job));
        return Optional.ofNullable(may ? own : kept.get(new Key(job.name(), draft, "")));
    }

    private synchronized void keep(Key key, SeenTrial trial) {
        forget();
        kept.remove(key);
        kept.put(key, trial);
        Iterator<Key> oldest = kept.keySet().iterator();
        while (kept.size() > MOST && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    private void forget() {
        Instant now = clock.instant();
        kept.values()
                .removeIf(trial -> trial.until() == null
                        ? trial.at().plus(LASTS).isBefore(now)
                        : trial.until().isBefore(now));
    }
}
