package vn.lienthong.route.failed;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which failed exchanges are wanted.
 *
 * @param route of this route; empty for all
 * @param code of this error; empty for all
 * @param state null for all that somebody has to do something about
 * @param key as a person typed it; null for all. For the journal, which keeps a keyed hash
 * @param mark whose keys hold this; null for all
 * @param overtaken false leaves out what is older than what is there
 * @param agencies of whom
 */
record FailedQuery(
        String route,
        String code,
        @Nullable FailedState state,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String key,
        @Nullable Long mark,
        boolean overtaken,
        List<String> agencies) {
    /** All that waits with these agencies. */
    static FailedQuery of(List<String> agencies) {
        return new FailedQuery("", "", null, null, null, null, null, true, agencies);
    }

    @Override
    public String toString() {
        return "failed exchanges of " + agencies;
    }
}
