package vn.lienthong.alert;

import java.time.Duration;
import vn.lienthong.kernel.Health;

/**
 * How long something must last before it counts, so that what comes and goes wakes nobody.
 *
 * @param failed of what failed or waits for a person
 * @param slow of what is slow
 * @param calm of what does well again
 */
record Settling(Duration failed, Duration slow, Duration calm) {
    /** Unless a file says otherwise. */
    static final Settling USUAL = new Settling(Duration.ofMinutes(2), Duration.ofMinutes(15), Duration.ofMinutes(5));

    Duration of(Health.State state) {
        return state == Health.State.SLOW ? slow : failed;
    }
}
