package vn.lienthong.route.made;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Schema;

/** One write of a step: all rows or none, and none where an attempt before has written them. One thread. */
final class RowsWriting {
    private final Reach reach;
    private final Writer writer;
    private final TurnMemo memo;

    RowsWriting(Reach reach, Writer writer, TurnMemo memo) {
        this.reach = reach;
        this.writer = writer;
        this.memo = memo;
    }

    /** What the writer is asked for. */
    static WriteRequest request(Reach reach, Schema schema) {
        return new WriteRequest(
                checkpoint(reach),
                schema,
                reach.key(),
                reach.upsert() ? WriteRequest.Mode.UPSERT : WriteRequest.Mode.APPEND,
                WriteRequest.Deletes.KEEP,
                null,
                Map.of(),
                false,
                false);
    }

    Counts write(Batch batch) {
        Checkpoint mark = writer.takeOver();
        if (arrived(mark)) {
            return mark.counts();
        }
        writer.begin(mark.run() + 1, null, null);
        WriteResult result = writer.write(batch);
        if (!result.rejected().isEmpty()) {
            writer.rollback();
            RowsDoor.refuse(result.rejected(), reach);
        }
        Counts counts = counts(result);
        commit(mark.run() + 1, counts);
        return counts;
    }

    /** From the moment in which a target is told to commit, it may have done so whatever we hear. */
    private void commit(long run, Counts counts) {
        boolean tells = writer.keepsCheckpoint();
        if (tells || !reach.upsert()) { // rows with a key can be written again
            memo.asks(reach, tells ? run : TurnMemo.UNTOLD);
        }
        try {
            writer.commit(null, counts);
            writer.finish(counts);
        } catch (HubException failed) {
            if (failed.code().kind() == ErrorKind.CONFLICT) {
                memo.undone(reach); // another writer has taken over: nothing was committed
            }
            throw failed;
        }
    }

    /**
     * Whether the target has the rows already, from an attempt whose end nobody heard.
     *
     * @throws HubException DATA where nobody can tell
     */
    private boolean arrived(Checkpoint mark) {
        Long run = memo.asked(reach);
        if (run == null) {
            return false;
        }
        boolean later = run == TurnMemo.UNTOLD || mark.run() > run;
        if (later && !reach.upsert()) {
            throw new HubException(MadeError.MAYBE_WRITTEN, Map.of("dataset", reach.dataset(), "step", reach.step()));
        }
        return mark.run() == run && mark.batch() > 0;
    }

    private static Counts counts(WriteResult result) {
        long[] of = new long[Verdict.values().length];
        Arrays.stream(result.verdicts()).forEach(verdict -> of[verdict.ordinal()]++);
        long written = of[Verdict.INSERTED.ordinal()] + of[Verdict.UPDATED.ordinal()];
        long superseded = of[Verdict.SUPERSEDED.ordinal()];
        return new Counts(result.verdicts().length, written, of[Verdict.UNCHANGED.ordinal()], 0, 0, superseded, 0);
    }

    /** Marks of a step's writing in a target; no job has such a name, since nobody can choose it. */
    private static JobName checkpoint(Reach reach) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((reach.route() + "/" + reach.step()).getBytes(StandardCharsets.UTF_8));
            return new JobName("route-" + HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
