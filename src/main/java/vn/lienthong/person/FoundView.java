package vn.lienthong.person;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * What was found, as programs and pages see it: places, states and times; keys masked by their classes, no other values.
 *
 * @param held how many rows in quarantine, in any state
 * @param target how many rows in targets
 */
record FoundView(long held, long target, List<OfJob> jobs) {
    /**
     * What one job holds.
     *
     * @param target the dataset it writes; empty of a job that was removed
     * @param rows the masked keys of the person's rows there; null where it was not looked at
     * @param trouble why it could not be looked at; null where it was, or where another agency answers for it
     */
    record OfJob(
            String job,
            Text title,
            String source,
            String target,
            List<Held> held,
            @Nullable List<List<String>> rows,
            Findings.@Nullable Trouble trouble) {}

    /** A row in quarantine. */
    record Held(long id, String state, OffsetDateTime firstSeen, OffsetDateTime lastSeen, boolean edited) {}

    static FoundView of(Findings found) {
        return new FoundView(
                found.heldRows(),
                found.targetRows(),
                found.jobs().stream().map(FoundView::of).toList());
    }

    private static OfJob of(Findings.OfJob one) {
        return new OfJob(
                one.name(),
                one.title(),
                one.source(),
                one.targetDataset(),
                one.held().stream()
                        .map(row -> new Held(
                                row.id(),
                                row.state(),
                                row.firstSeen(),
                                row.lastSeen(),
                                !row.edited().isEmpty()))
                        .toList(),
                one.target() == null
                        ? null
                        : one.target().stream().map(row -> row.shownKey()).toList(),
                one.trouble());
    }
}
