package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.Circuit;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.JobRunner.Carrier;

/** A service does as its calls, its file and its system say; the worst of them counts. */
class ServiceHealthTest {
    private static final ServiceHealth.Examination PASSED = new ServiceHealth.Examination(true, null);
    private static final ServiceHealth.Examination FOUND =
            new ServiceHealth.Examination(false, new Text("từ chối", "refused"));

    @Test
    void noTrafficIsNoFaultAndNothingUnseenIsPraised() {
        assertThat(judged(0, 0, PASSED)).isEqualTo("GOOD quiet");
        assertThat(judged(0, 0, ServiceHealth.Examination.NONE)).isEqualTo("UNKNOWN unseen");
        assertThat(judged(0, 0, FOUND)).isEqualTo("FAILED unreachable");
        assertThat(judged(0, 0, new ServiceHealth.Examination(false, null))).isEqualTo("FAILED unreachable");
    }

    @Test
    void callsSayMoreThanAnExaminationThatIsOlder() {
        assertThat(judged(1, 0, FOUND)).isEqualTo("GOOD answers");
        assertThat(judged(100, 4, PASSED)).isEqualTo("GOOD answers");
        assertThat(judged(100, 5, PASSED)).isEqualTo("SLOW errors");
        assertThat(judged(100, 49, PASSED)).isEqualTo("SLOW errors");
        assertThat(judged(100, 50, PASSED)).isEqualTo("FAILED errors");
        assertThat(judged(1, 1, PASSED)).isEqualTo("FAILED errors");
    }

    @Test
    void whatForbidsItOrHoldsItIsTold() {
        assertThat(judged(false, false, Carrier.READY, new Text("không lớp", "no class")))
                .isEqualTo("FAILED hindered");
        assertThat(judged(false, false, Carrier.DEAD, null)).isEqualTo("FAILED route-dead");
        assertThat(judged(false, false, Carrier.STARTING, null)).isEqualTo("STARTING coming-up");
        assertThat(judged(false, true, Carrier.DEAD, null)).isEqualTo("PAUSED stopped");
        assertThat(judged(true, true, Carrier.READY, null)).isEqualTo("PAUSED over");
    }

    @Test
    void aPartnerWhoIsLeftAloneIsTheStateWhateverWasAnsweredBefore() {
        assertThat(judged(Circuit.CLOSED)).isEqualTo("GOOD answers");
        assertThat(judged(Circuit.HALF_OPEN)).isEqualTo("SLOW partner-tried");
        assertThat(judged(Circuit.OPEN)).isEqualTo("FAILED partner-rests");
    }

    private static String judged(Circuit circuit) {
        return words(
                ServiceHealth.of(new ServiceHealth.Facts(false, false, Carrier.READY, null, 10, 0, circuit, PASSED)));
    }

    private static String judged(long calls, long failed, ServiceHealth.Examination examination) {
        return words(ServiceHealth.of(
                new ServiceHealth.Facts(false, false, Carrier.READY, null, calls, failed, null, examination)));
    }

    private static String judged(boolean over, boolean stopped, Carrier carrier, @Nullable Text hindrance) {
        return words(ServiceHealth.of(new ServiceHealth.Facts(over, stopped, carrier, hindrance, 10, 0, null, PASSED)));
    }

    private static String words(Health health) {
        assertThat(health.reason().vi())
                .isNotBlank()
                .isNotEqualTo(health.reason().en());
        return health.state() + " " + health.code();
    }
}
