package vn.lienthong.route;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;
import vn.lienthong.route.made.MadeRoutes;

/** Hand-made files that were refused, as far as they are for whoever asks. */
@Component
public class RefusedFiles {
    private final MadeRoutes made;
    private final Callers callers;

    RefusedFiles(MadeRoutes made, Callers callers) {
        this.made = made;
        this.callers = callers;
    }

    /**
     * A file that was refused.
     *
     * @param agency who answers for what is in effect of it; null where nothing is: then no route of it runs
     * @param why where it is wrong first, and what is
     */
    public record Refused(String name, @Nullable AgencyCode agency, Text why) {}

    /** All of them, by name. */
    public List<Refused> all() {
        Caller caller = callers.current();
        return made.refused().stream()
                .filter(one -> caller.sees(new Owners(one.agency())))
                .map(one -> new Refused(
                        one.name(),
                        one.agency(),
                        new Text(
                                one.why().file() + ":" + one.why().line() + ": "
                                        + one.why().what().vi(),
                                one.why().file() + ":" + one.why().line() + ": "
                                        + one.why().what().en())))
                .toList();
    }
}
