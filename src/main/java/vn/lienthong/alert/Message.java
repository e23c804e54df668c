package vn.lienthong.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * What is told by one channel.
 *
 * @param alert its number; null of one that only tries the channel
 * @param notBefore when it may leave
 * @param attempts how often it was tried
 * @param ended when it left, or was given up; null before
 * @param problem why the last try failed; null where none did
 * @param remedy what to do about it
 */
record Message(
        long id,
        @Nullable Long alert,
        String channel,
        Kind kind,
        String subject,
        String body,
        State state,
        Instant created,
        Instant notBefore,
        int attempts,
        @Nullable Instant ended,
        @Nullable Text problem,
        @Nullable Text remedy) {
    /** What it says. */
    enum Kind {
        OPENED,
        ESCALATED,
        CLOSED,
        TEST
    }

    /** What became of it. */
    enum State {
        /** It waits for its moment, or for another try. */
        NEW,
        SENT,
        /** It was given up. */
        FAILED,
        /** It was over before anybody was told. */
        DROPPED
    }
}
