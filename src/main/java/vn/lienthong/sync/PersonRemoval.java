package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.AppliesChanges;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.quarantine.Sought;

/** Takes one person out of one target. */
final class PersonRemoval {
    private final PersonsTargets targets;
    private final Runs runs;
    private final RunTools tools;
    private final SyncJob job;
    private final Sought sought;

    PersonRemoval(PersonsTargets targets, Runs runs, RunTools tools, SyncJob job, Sought sought) {
        this.targets = targets;
        this.runs = runs;
        this.tools = tools;
        this.job = job;
        this.sought = sought;
    }

    /** See {@link PersonsTargets#erase}. */
    void erase(long erasure, IntConsumer found) {
        if (!job.follows()) {
            refuseWhileActive();
        }
        Dataset to = tools.connectors().dataset(job.to().dataset());
        try (Session session = tools.connectors().open(job.to().dataset().connector())) {
            forget(session, to, keysOfValue());
            if (job.to().key().isEmpty() || !(session instanceof AppliesChanges target)) {
                List<PersonsTargets.Row> rows = targets.find(job, sought, session, to);
                forget(session, to, keysOf(rows));
                refuseRows(rows, session, found);
                return;
            }
            try (ChangeWriter writer = target.changeWriter(to, request(to))) {
                erase(session, to, writer, erasure, found);
            }
        }
    }

    /** What the hub remembers of the person's rows goes, whatever becomes of those that the system has. */
    private void forget(Session session, Dataset to, List<List<@Nullable Object>> keys) {
        if (session instanceof Writes writes && !keys.isEmpty()) {
            writes.forget(to, job.name(), keys);
        }
    }

    /** The value is the key itself where that is the column that identifies him: then no system has to be asked. */
    private List<List<@Nullable Object>> keysOfValue() {
        List<List<@Nullable Object>> keys = new ArrayList<>();
        if (PersonsTargets.keyIs(job, targets.targetColumns(job, sought))) {
            sought.spellings().forEach(spelling -> keys.add(List.of(spelling)));
        }
        return keys;
    }

    private List<List<@Nullable Object>> keysOf(List<PersonsTargets.Row> rows) {
        List<List<@Nullable Object>> keys = new ArrayList<>();
        if (!rows.isEmpty() && !job.to().key().isEmpty()) {
            Batch batch = keys(rows);
            for (int row = 0; row < batch.size(); row++) {
                List<@Nullable Object> key = new ArrayList<>();
                for (int column = 0; column < batch.schema().size(); column++) {
                    key.add(batch.value(row, column));
                }
                keys.add(key);
            }
        }
        return keys;
    }

    private void erase(Session session, Dataset to, ChangeWriter writer, long erasure, IntConsumer found) {
        if (!writer.keepsCheckpoint()) {
            refuseWhileActive();
        }
        Taken taken = Taken.over(writer, job, tools);
        Checkpoint mark = taken.mark();
        if (!job.follows()) {
            refuseWhileActive();
        }
        refuseInSnapshot(mark);
        taken.refuseUnfinished(writer, job);
        taken.settle(job, tools);
        List<PersonsTargets.Row> rows = targets.find(job, sought, session, to);
        if (rows.isEmpty()) {
            return;
        }
        tools.quarantine()
                .suppressions()
                .keys(
                        job.name(),
                        erasure,
                        rows.stream().map(PersonsTargets.Row::key).toList());
        found.accept(rows.size());
        WriteResult result = writer.remove(keys(rows));
        if (!result.rejected().isEmpty()) {
            Rejection first = result.rejected().get(0);
            throw new HubException(
                    SyncError.PERSON_HELD_ON,
                    Map.of(
                            "dataset",
                            job.to().dataset(),
                            "rows",
                            result.rejected().size(),
                            "why",
                            first.reason()));
        }
        tools.failpoints().pass("person-removed");
        taken.commit(writer, job, tools, mark.finished());
    }

    private void refuseRows(List<PersonsTargets.Row> rows, Session session, IntConsumer found) {
        if (rows.isEmpty()) {
            return;
        }
        found.accept(rows.size());
        throw session instanceof AppliesChanges
                ? new HubException(
                        SyncError.PERSON_NO_KEY,
                        Map.of("job", job.name(), "dataset", job.to().dataset(), "rows", rows.size()))
                : new HubException(
                        SyncError.CONNECTOR_CANNOT,
                        Map.of("connector", job.to().dataset().connector(), "capability", "apply"));
    }

    /** The first read of a job that follows is not disturbed. */
    private void refuseInSnapshot(Checkpoint mark) {
        Position at = mark.position();
        if (!job.follows() || at == null || mark.finished()) {
            return;
        }
        try (Session source = tools.connectors().open(job.from().dataset().connector())) {
            if (source instanceof Changes changes && changes.knows(at) && changes.inSnapshot(at)) {
                throw busy();
            }
        }
    }

    private void refuseWhileActive() {
        if (runs.active(job.name()).isPresent()) {
            throw busy();
        }
    }

    private HubException busy() {
        return new HubException(SyncError.PERSON_JOB_BUSY, Map.of("job", job.name()));
    }

    private WriteRequest request(Dataset to) {
        List<Column> written = PersonsTargets.columns(job, to).stream()
                .filter(column -> job.rules().fields().stream()
                        .anyMatch(rule -> rule.field().equals(column.name())))
                .toList();
        return new WriteRequest(
                job.name(),
                new Schema(written),
                job.to().key(),
                WriteRequest.Mode.UPSERT,
                WriteRequest.Deletes.DELETE,
                null,
                job.to().scope(),
                false,
                false);
    }

    private Batch keys(List<PersonsTargets.Row> rows) {
        List<@Nullable Object[]> values = new ArrayList<>();
        Schema all = new Schema(rows.get(0).columns());
        for (PersonsTargets.Row row : rows) {
            values.add(job.to().key().stream()
                    .map(column -> row.values().get(all.position(column)))
                    .toArray());
        }
        return RowBatch.of(new Schema(job.to().key().stream().map(all::column).toList()), values, 1);
    }
}
