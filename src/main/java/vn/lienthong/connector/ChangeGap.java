package vn.lienthong.connector;

import vn.lienthong.kernel.Text;

/**
 * A reason why changes may be missing between a stored position and what the system can still give.
 *
 * @param kind which of the known kinds
 * @param what what was found, in words, without row content
 */
public record ChangeGap(Kind kind, Text what) {
    /** The kinds of gaps that the start gate knows. */
    public enum Kind {
        /** The slot is gone: dropped, or lost in a failover. */
        SLOT_MISSING,
        /** The slot has let go of changes after the stored position: advanced, made anew, or the position is of yesterday. */
        SLOT_AHEAD,
        /** The server has invalidated the slot. */
        SLOT_INVALID,
        /** Another server answers under the same address. */
        OTHER_SERVER,
        /** The server's own history ends before the stored position: it was restored from a backup. */
        SOURCE_RESTORED,
        /** The server's history has branched: another server was promoted. */
        HISTORY_BRANCHED,
        /** The binary log after the stored position is no longer there. */
        LOG_PURGED,
        /** The table was taken out of what is published, if only for a while. */
        NOT_PUBLISHED,
        /** Changes of the table do not carry the key they need. */
        IDENTITY_MISSING,
        /** The log does not hold whole rows, or no global transaction ids. */
        LOG_FORMAT
    }
}
