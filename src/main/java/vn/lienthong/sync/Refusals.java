package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.mapping.Mapped;
import vn.lienthong.quarantine.HeldKeys;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.quarantine.RejectedRow;

/**
 * The rows a run refuses. They go to the quarantine pending before the target commits and are confirmed after it; an accepted row
 * supersedes a held one of the same key.
 */
final class Refusals {
    /** Beyond it a run is wrong as a whole, and repeated keys among its refused rows matter to nobody. */
    private static final int MOST_KEYS = 500_000;

    private final SyncJob job;
    private final AgencyCode responsible;
    private final long run;
    private final LongSupplier owner;
    private final Quarantine quarantine;
    private final HeldKeys before;
    private final List<RejectedRow> open = new ArrayList<>();
    private final Set<String> refusedKeys = new HashSet<>();
    /** Keys whose newest row in the open commit has arrived. */
    private final Set<String> superseded = new LinkedHashSet<>();

    Refusals(SyncJob job, AgencyCode responsible, long run, LongSupplier owner, Quarantine quarantine) {
        this.job = job;
        this.responsible = responsible;
        this.run = run;
        this.owner = owner;
        this.quarantine = quarantine;
        this.before = quarantine.heldKeys(job.name());
    }

    /** Rows that could not even be read. */
    void unreadable(List<Rejection> rows) {
        rows.forEach(rejection -> open.add(new RejectedRow(rejection, null, null, -1)));
    }

    /** Rows that the mapping refused. */
    void mapped(Batch source, List<Rejection> rows, Mapped mapped) {
        if (rows.isEmpty()) {
            return;
        }
        Map<Long, String> keys = new HashMap<>();
        KeyText key = new KeyText(mapped.kept().schema(), job.to().key());
        for (int row = 0; row < mapped.kept().size() && !job.to().key().isEmpty(); row++) {
            keys.put(mapped.kept().ordinal(row), key.of(mapped.kept(), row));
        }
        rows.forEach(rejection -> add(rejection, keys.get(rejection.ordinal()), source, rejection.row()));
    }

    /** Rows that the target refused. */
    void written(Batch accepted, List<Rejection> rows) {
        KeyText key = new KeyText(accepted.schema(), job.to().key());
        rows.forEach(rejection -> add(
                rejection,
                job.to().key().isEmpty() ? null : key.of(accepted, rejection.row()),
                accepted.origin(),
                accepted.originRow(rejection.row())));
    }

    /** Rows that arrived: what is held of their keys is out of date. */
    void arrived(Batch accepted, Set<Integer> refusedRows) {
        if (before.isEmpty() && refusedKeys.isEmpty() || job.to().key().isEmpty()) {
            return;
        }
        KeyText key = new KeyText(accepted.schema(), job.to().key());
        for (int row = 0; row < accepted.size(); row++) {
            String text = key.of(accepted, row);
            if (!refusedRows.contains(row) && (refusedKeys.contains(text) || before.holds(text))) {
                superseded.add(text);
            }
        }
    }

    /** Stores what was refused and what arrived in its place, pending: the target has not committed yet. */
    void hold(long batch) {
        if (open.isEmpty() && superseded.isEmpty()) {
            return;
        }
        quarantine.asOwner(job.name(), owner.getAsLong(), () -> {
            quarantine.hold(job.name(), job.from().dataset(), responsible, run, batch, open);
            quarantine.arrive(job.name(), run, batch, superseded);
        });
    }

    /** The target has committed. */
    void confirm(long batch) {
        if (!open.isEmpty() || !superseded.isEmpty()) {
            quarantine.confirm(job.name(), run, batch);
            open.clear();
            superseded.clear();
        }
    }

    private void add(Rejection rejection, @Nullable String key, Batch source, int row) {
        if (key != null && refusedKeys.size() < MOST_KEYS) {
            refusedKeys.add(key);
        }
        if (key != null) {
            superseded.remove(key);
        }
        open.add(new RejectedRow(rejection, key, source, row));
    }
}
