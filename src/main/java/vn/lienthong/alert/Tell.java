package vn.lienthong.alert;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Health;

/**
 * Who is told of what.
 *
 * @param channels by which, by name
 * @param agencies whose things and those of agencies below; empty for all
 * @param states of which states
 * @param quiet when messages wait
 * @param escalation who is told when nobody has taken it on; null where nobody is
 */
record Tell(
        List<String> channels,
        Set<AgencyCode> agencies,
        Set<Health.State> states,
        Quiet quiet,
        @Nullable Escalation escalation) {
    /** After so long, these channels. */
    record Escalation(Duration after, List<String> channels) {}

    /**
     * Whether an alert is one of these.
     *
     * @param upwards an agency with all above it
     */
    boolean of(Alert alert, Function<AgencyCode, List<AgencyCode>> upwards) {
        return states.contains(alert.state())
                && (agencies.isEmpty()
                        || alert.agencies().stream()
                                .flatMap(agency -> upwards.apply(agency).stream())
                                .anyMatch(agencies::contains));
    }
}
