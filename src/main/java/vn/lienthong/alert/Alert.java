package vn.lienthong.alert;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;

/**
 * Something that did not do well for longer than a moment.
 *
 * @param key the thing, or what makes several things so: {@code connector/smas-hanoi}
 * @param agency who answers for it
 * @param agencies whose things are in it
 * @param state the worst that it was
 * @param page where to look
 * @param members the things that do not do well for it
 * @param opened when people were told
 * @param closed when all was well again; null while it is open
 * @param escalated when further people were told because nobody had taken it on; null where none were
 * @param taken who has taken it on; null while nobody has
 */
public record Alert(
        long number,
        String key,
        Text title,
        AgencyCode agency,
        Set<AgencyCode> agencies,
        Health.State state,
        Text reason,
        String page,
        List<Member> members,
        Instant opened,
        @Nullable Instant closed,
        @Nullable Instant escalated,
        @Nullable Taken taken) {
    /** A thing in it. */
    public record Member(String name, Text title, String page) {}

    /**
     * Somebody has taken it on.
     *
     * @param words what he said to it; null where nothing
     */
    public record Taken(String by, Instant at, @Nullable String words) {}

    /** Whether it goes on. */
    public boolean open() {
        return closed == null;
    }
}
