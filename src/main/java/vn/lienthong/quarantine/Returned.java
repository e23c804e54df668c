package vn.lienthong.quarantine;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * A correction workbook that came back: what it says, and what became of it. It holds no value of a row.
 *
 * @param number by which it is carried out
 * @param person who handed it in; nobody else sees it
 * @param job whose rows it corrects
 * @param state shown, running, done or stopped
 * @param movedAt when it last went on
 * @param corrected rows that it changes and that pass now
 * @param unchanged rows as they were taken away, which still wait
 * @param settled rows that wait no more
 * @param unknown lines that belong to no row of whoever handed it in
 * @param faulty lines that cannot be used
 * @param faults the first of them, in the file's order
 * @param released rows that are in the target now
 * @param refused rows that were refused again and wait on
 * @param overtaken rows that were settled or changed by something else meanwhile
 * @param stop why it stopped; null where it did not
 */
public record Returned(
        long number,
        String person,
        String file,
        String job,
        OffsetDateTime madeAt,
        String state,
        OffsetDateTime movedAt,
        int corrected,
        int unchanged,
        int settled,
        int unknown,
        int faulty,
        List<Fault> faults,
        int released,
        int refused,
        int overtaken,
        @Nullable Text stop) {
    /** How many rows are through. */
    public int through() {
        return released + refused + overtaken;
    }

    /** Whether it can be started, or started again. */
    public boolean waits() {
        return state.equals("shown") || state.equals("stopped");
    }

    /**
     * A line that cannot be used.
     *
     * @param place where it stands, as people call it
     * @param row the row it belongs to; 0 where that is not known
     * @param problem in words, without row content
     */
    public record Fault(Text place, long row, Text problem) {}

    /**
     * A row as the workbook corrects it.
     *
     * @param changes new texts by column; empty where they are gone
     * @param outcome released, refused or overtaken; null until it was run
     */
    public record Line(
            long row,
            Text place,
            Map<String, @Nullable String> changes,
            @Nullable String outcome) {
        @Override
        public String toString() {
            return "row " + row + " " + changes.keySet();
        }
    }
}
