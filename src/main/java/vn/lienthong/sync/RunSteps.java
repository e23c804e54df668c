package vn.lienthong.sync;

import vn.lienthong.kernel.JobName;

/**
 * The steps of one run, in this order: open; while {@link #goesOn}: read, map, write, hold, commit; then deletes, finish. Nothing counts
 * as done before the target has committed it; a run that was cut off anywhere is resumed from the target's checkpoint. One thread at a
 * time; progress and cancel may come from others. What a step throws ends the attempt; only close may follow.
 */
public interface RunSteps extends AutoCloseable {
    /** The run's number. */
    long id();

    JobName job();

    /** How far it has come. */
    RunProgress progress();

    /** Ends it after the current batch. */
    void cancel();

    /** Opens both ends, takes the checkpoint over, and begins or resumes. */
    void open();

    /** Whether there may be more to read. */
    boolean goesOn();

    /** Reads the next batch; where there is none the steps that follow have nothing to do. */
    void read();

    /** What the last read brought. */
    Found found();

    /** What a read brings. */
    enum Found {
        ROWS,
        /** There is nothing more. */
        NOTHING,
        /** Nothing came while it waited for what may come. */
        NOTHING_YET
    }

    /** Maps and checks the batch. */
    void map();

    /** Writes the rows that passed; uncommitted. */
    void write();

    /** When a commit is due: stores the refused rows first, pending. */
    void hold();

    /** When it is due: commits rows, position and counts in the target, together; then the refused rows stand. */
    void commit();

    /** After the last batch: judges the run as a whole, then deletes or marks what the source no longer has. */
    void deletes();

    /** Ends the run in the target. */
    void finish();

    /** Gives everything back; what was not committed is rolled back. */
    @Override
    void close();
}
