package vn.lienthong.sync;

import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.mapping.Mapped;

/** What becomes of the rows of each batch: mapped and checked, corrected where people did so, written; the refused are held. */
final class Intake {
    private final SyncJob job;
    private final Flow flow;
    private final Refusals refusals;
    private final Corrections corrections;
    private @Nullable Mapped mapped;
    private BatchCursor.@Nullable Part part;
    private Corrections.@Nullable Settled settled;
    private @Nullable Written underWay;
    private boolean keyUnknown;

    private Intake(SyncJob job, Flow flow, Refusals refusals, Corrections corrections) {
        this.job = job;
        this.flow = flow;
        this.refusals = refusals;
        this.corrections = corrections;
    }

    /** Of a run that begins or goes on; {@code owner} is shown at each act on what is held. */
    static Intake of(SyncJob job, Flow flow, long run, LongSupplier owner, RunTools tools) {
        // who answers for a refused row is the agency whose system it came from
        AgencyCode responsible = tools.connectors()
                .find(job.from().dataset().connector())
                .map(Connector::agency)
                .orElse(job.agency());
        return new Intake(
                job,
                flow,
                new Refusals(job, responsible, run, owner, tools.quarantine()),
                new Corrections(job, tools.quarantine()));
    }

    /** Maps and checks a batch. */
    void map(BatchCursor.Part next) {
        part = next;
        mapped = flow.map(next.batch());
        settled = corrections.settle(flow, next.batch(), mapped);
        keyUnknown |= mapped.keyUnknown() || !next.unreadable().isEmpty();
    }

    /**
     * Starts to write the rows of the mapped batch that passed. Gives what became of the batch before: the target works at one
     * while the next is read and mapped.
     */
    Counts write(Writer writer) {
        Counts before = start(writer, mapped.accepted(), taken());
        // only now: what the batch before brought does not supersede what this one refuses
        refusals.unreadable(part.unreadable());
        refusals.mapped(part.batch(), settled.refused(), mapped);
        for (Batch row : settled.corrected()) {
            before = before.plus(start(writer, row, Counts.NONE));
        }
        if (mapped.kept().size() > 0 && !job.to().key().isEmpty()) {
            writer.keep(mapped.kept());
        }
        return before;
    }

    /** Waits for the rows that are under way; gives what became of them. */
    Counts settle() {
        Written written = underWay;
        underWay = null;
        if (written == null) {
            return Counts.NONE;
        }
        if (written.result() == null) {
            return written.taken();
        }
        WriteResult result = written.result().result();
        refusals.written(written.rows(), result.rejected());
        refusals.arrived(
                written.rows(), result.rejected().stream().map(Rejection::row).collect(Collectors.toSet()));
        return written.taken().plus(counts(result));
    }

    /** Removes the target rows of these keys; gives what became of them. */
    Counts remove(ChangeWriter writer, Batch keys) {
        WriteResult result = writer.remove(keys);
        refusals.written(keys, result.rejected());
        gone(keys, result.rejected().stream().map(Rejection::row).collect(Collectors.toSet()));
        return counts(result);
    }

    /** Rows of these keys are gone: what is held of them is out of date, but for those the target would not let go. */
    void gone(Batch keys, Set<Integer> refused) {
        refusals.arrived(keys, refused);
    }

    /** Stores the refused rows, pending: the target has not committed yet. */
    void hold(long batch) {
        refusals.hold(batch);
    }

    /** The target has committed. */
    void confirm(long batch) {
        refusals.confirm(batch);
    }

    /** Whether the key of a refused row is unknown. */
    boolean keyUnknown() {
        return keyUnknown;
    }

    /** Starts one batch and settles the one before. */
    private Counts start(Writer writer, Batch rows, Counts taken) {
        Writer.UnderWay started = rows.size() == 0 ? null : writer.start(rows);
        Counts before = settle();
        underWay = new Written(rows, taken, started);
        return before;
    }

    /** The rows read, and those refused or left out. */
    private Counts taken() {
        int unreadable = part.unreadable().size();
        return new Counts(
                part.batch().size() + unreadable, 0, 0, settled.refused().size() + unreadable, mapped.skipped(), 0, 0);
    }

    /**
     * A batch that was started.
     *
     * @param taken its counts without those of the target
     * @param result null where it has no rows for the target
     */
    private record Written(Batch rows, Counts taken, Writer.@Nullable UnderWay result) {}

    private static Counts counts(WriteResult result) {
        long written = 0;
        long unchanged = 0;
        long rejected = 0;
        long superseded = 0;
        for (Verdict verdict : result.verdicts()) {
            switch (verdict) {
                case INSERTED, UPDATED -> written++;
                case UNCHANGED -> unchanged++;
                case REJECTED -> rejected++;
                case SUPERSEDED -> superseded++;
            }
        }
        return new Counts(0, written, unchanged, rejected, 0, superseded, 0);
    }
}
