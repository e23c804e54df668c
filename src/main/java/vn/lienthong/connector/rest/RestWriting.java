package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.connector.http.Pace;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/**
 * Writes rows to a partner, each by a request of its own. The outbox tells which rows he has, so that only what differs is sent, and a
 * run that comes again sends nothing twice that can be told apart. The position is kept by the hub and moves when every row of a batch
 * has arrived or is held.
 */
final class RestWriting implements Writer {
    private final WriteRequest request;
    private final Outbox outbox;
    private final RowBody body;
    private final RowMarks marks;
    private final Senders senders;

    RestWriting(Opening opening, Pace pace, Resource resource, Dataset target, WriteRequest request) {
        WriteWay way = Objects.requireNonNull(resource.write());
        this.request = request;
        this.outbox = opening.outboxes().of(request.job());
        this.body = new RowBody(
                way.row(),
                resource.listing().fields().stream()
                        .filter(field ->
                                request.schema().position(field.column().name()) >= 0)
                        .toList());
        this.marks = new RowMarks(opening, resource, request.job(), outbox);
        this.senders = new Senders(
                way.parallel(),
                new HttpFailures(opening),
                () -> new RowSending(opening, pace, resource, target.schema(), outbox));
    }

    @Override
    public boolean keepsCheckpoint() {
        return false;
    }

    @Override
    public boolean remembersRows() {
        return true;
    }

    @Override
    public long repeated() {
        return senders.repeated();
    }

    @Override
    public Checkpoint takeOver() {
        long epoch = request.compareOnly() ? 0 : outbox.takeOver();
        return new Checkpoint(epoch, 0, 0, null, Counts.NONE, null, true);
    }

    @Override
    public void begin(long run, @Nullable Position position, @Nullable String schema) {
        outbox.fence();
    }

    @Override
    public WriteResult write(Batch batch) {
        Verdict[] verdicts = new Verdict[batch.size()];
        List<UUID> keys = keys(batch, verdicts);
        Map<UUID, Outbox.Entry> known = outbox.find(keys);
        List<UUID> unchanged = new ArrayList<>();
        List<OutgoingRow> outgoing = new ArrayList<>();
        for (int row = 0; row < verdicts.length; row++) {
            if (verdicts[row] == null) {
                ObjectNode sent = body.of(batch, row);
                UUID content = marks.content(Json.bytes(sent));
                Outbox.Entry entry = known.get(keys.get(row));
                if (entry != null && entry.holds(content)) {
                    verdicts[row] = Verdict.UNCHANGED;
                    unchanged.add(entry.key());
                } else {
                    outgoing.add(new OutgoingRow(batch, row, keys.get(row), content, sent, entry));
                }
            }
        }
        return request.compareOnly() ? compared(verdicts, outgoing) : sent(verdicts, outgoing, unchanged);
    }

    private static WriteResult compared(Verdict[] verdicts, List<OutgoingRow> outgoing) {
        outgoing.forEach(
                row -> verdicts[row.number] = row.entry.arrived() == null ? Verdict.INSERTED : Verdict.UPDATED);
        return new WriteResult(verdicts, List.of());
    }

    private WriteResult sent(Verdict[] verdicts, List<OutgoingRow> outgoing, List<UUID> unchanged) {
        outbox.note(outgoing.stream()
                .map(row -> row.entry)
                .filter(entry -> !entry.open())
                .toList());
        senders.send(outgoing);
        outbox.seen(unchanged);
        List<Rejection> rejected = new ArrayList<>();
        for (OutgoingRow row : outgoing) {
            verdicts[row.number] = row.verdict;
            if (row.rejection != null) {
                rejected.add(row.rejection);
            }
        }
        return new WriteResult(verdicts, rejected);
    }

    /** The marks of the keys; of rows with the same, all but the last are superseded. */
    private List<UUID> keys(Batch batch, Verdict[] verdicts) {
        List<UUID> keys = new ArrayList<>();
        Map<UUID, Integer> last = new HashMap<>();
        for (int row = 0; row < batch.size(); row++) {
            UUID key = key(batch, row);
            keys.add(key);
            Integer earlier = last.put(key, row);
            if (earlier != null) {
                verdicts[earlier] = Verdict.SUPERSEDED;
            }
        }
        return keys;
    }

    private UUID key(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (String column : request.key()) {
            values.add(batch.value(row, batch.schema().position(column)));
        }
        return marks.key(values);
    }

    /** Nothing is deleted, so nothing has to be kept. */
    @Override
    public void keep(Batch rows) {}

    @Override
    public boolean knowsEveryKey() {
        return true;
    }

    /** Every row has arrived, or is refused, when {@link #write} comes back. */
    @Override
    public void commit(@Nullable Position position, Counts counts) {
        if (!request.compareOnly()) {
            outbox.fence();
        }
    }

    /** What a partner has taken cannot be taken back; it is known, and not sent again. */
    @Override
    public void rollback() {}

    @Override
    public long targetRows() {
        return outbox.arrived();
    }

    @Override
    public Absent absent(int samples) {
        Schema key =
                new Schema(request.key().stream().map(request.schema()::column).toList());
        return new Absent(0, RowBatch.of(key, List.of(), 1));
    }

    @Override
    public long deleteAbsent() {
        return 0;
    }

    @Override
    public void finish(Counts counts) {
        outbox.fence();
    }

    @Override
    public void close() {
        senders.close();
    }
}
