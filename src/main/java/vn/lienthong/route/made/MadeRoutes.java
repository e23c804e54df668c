package vn.lienthong.route.made;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;

/** The hand-made routes that are in effect, for the room of the routes. */
@Component
public class MadeRoutes {
    private final KnownMade made;

    MadeRoutes(KnownMade made) {
        this.made = made;
    }

    /**
     * A file that is in effect.
     *
     * @param wrong whether a newer text lies there that cannot be
     */
    public record Standing(MadeFile file, boolean wrong) {}

    /** All of them. */
    public List<Standing> all() {
        return made.states().values().stream()
                .filter(state -> state.running() != null)
                .map(state -> new Standing(state.running(), !state.problems().isEmpty()))
                .toList();
    }

    /**
     * How many files hold a text that was refused.
     *
     * @param seen which count, by who answers for what is in effect of them; null where nothing is
     */
    public long refused(Predicate<@Nullable AgencyCode> seen) {
        return refused().stream().filter(one -> seen.test(one.agency())).count();
    }

    /**
     * A file whose text was refused.
     *
     * @param agency who answers for what is in effect of it; null where nothing is
     * @param why the first of what is wrong
     * @param wrong how much is
     */
    public record Refused(String name, @Nullable AgencyCode agency, Problem why, int wrong) {}

    /** The files whose text was refused, by name. */
    public List<Refused> refused() {
        return made.states().values().stream()
                .filter(state -> !state.problems().isEmpty())
                .map(state -> new Refused(
                        state.name(),
                        state.running() == null ? null : state.running().agency(),
                        state.problems().get(0),
                        state.problems().size()))
                .sorted(Comparator.comparing(Refused::name))
                .toList();
    }

    /** Heeds at once what was stopped or let go on. */
    public void heed() {
        made.refresh();
    }
}
