package vn.lienthong.kernel;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Things of a room that do not do well, for whoever tells people. Each room answers for its own, whoever they belong to; asked every
 * few seconds on a thread that serves nobody, so it waits for no system.
 */
public interface Troubles {
    /** How they do now. */
    Seen look();

    /**
     * How they do at one moment.
     *
     * @param troubles what does not do well
     * @param undecided things of which nothing can be said, by {@link Subject#name()}: a run is at work after one that failed,
     *     maintenance goes on, nobody has examined it yet. For them no trouble begins, and none ends
     */
    record Seen(List<Trouble> troubles, Set<String> undecided) {}

    /**
     * One that does not do well.
     *
     * @param health slow, failed or waiting, with why; never row content
     * @param cause what makes it so, where that is another thing: all that it makes so is told together; null where it is its own
     */
    record Trouble(Subject subject, Health health, @Nullable Subject cause) {}

    /**
     * A thing that people know.
     *
     * @param name {@code job/pupils-hanoi}
     * @param agency who answers for it
     * @param page its address without host
     */
    record Subject(String name, Text title, AgencyCode agency, String page) {}
}
