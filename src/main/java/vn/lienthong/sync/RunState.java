package vn.lienthong.sync;

/** Where a run stands. */
public enum RunState {
    /** Asked for, not begun. */
    PLANNED(true),
    /** At work. */
    RUNNING(true),
    /** A system does not answer; the hub tries again by itself. */
    PAUSED(true),
    /** A guard stopped it; a person decides. */
    WAITING(true),
    /** Came to its end; every row arrived. */
    DONE(false),
    /** Came to its end; some rows wait in quarantine. */
    DONE_WITH_REJECTIONS(false),
    /** Ended by an error that does not mend itself. */
    FAILED(false),
    /** Ended by a person. */
    CANCELLED(false);

    private final boolean active;

    RunState(boolean active) {
        this.active = active;
    }

    /** Whether the run still goes on, or will. A job has at most one such run. */
    public boolean active() {
        return active;
    }

    /** Whether the run came to its end as it should. */
    public boolean good() {
        return this == DONE || this == DONE_WITH_REJECTIONS;
    }
}
