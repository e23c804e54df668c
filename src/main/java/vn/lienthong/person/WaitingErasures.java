package vn.lienthong.person;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/** Erasures that were approved and cannot be finished, as far as they are for whoever asks: somebody has to see why. */
@Component
public class WaitingErasures {
    private final Erasures erasures;
    private final ErasureDesk desk;

    WaitingErasures(Erasures erasures, ErasureDesk desk) {
        this.erasures = erasures;
        this.desk = desk;
    }

    /**
     * One of them.
     *
     * @param why of the first place that waits
     */
    public record Waiting(long number, AgencyCode agency, Text why) {}

    /** Those that at least one place keeps open, oldest first. */
    public List<Waiting> all() {
        return desk.unfinished().stream()
                .filter(erasure -> erasure.state() == Erasure.State.OPEN)
                .flatMap(erasure -> erasures.places(erasure.number()).stream()
                        .filter(place -> place.why() != null)
                        .limit(1)
                        .map(place -> new Waiting(erasure.number(), erasure.agency(), place.why())))
                .toList();
    }
}
