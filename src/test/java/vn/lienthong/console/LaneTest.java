package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which runs stand out on the line of 24 hours. */
class LaneTest {
    private static final Duration USUAL = Duration.ofMinutes(5);

    @Test
    void aRunStandsOutOnceItTookFarLongerThanUsual() {
        assertThat(Lane.unusual(Duration.ofMinutes(11), USUAL)).isTrue();
        assertThat(Lane.unusual(Duration.ofMinutes(10), USUAL))
                .as("twice as long")
                .isFalse();
        assertThat(Lane.unusual(Duration.ofHours(3), null))
                .as("nothing to compare with")
                .isFalse();
    }

    @Test
    void aMomentsLoadOfAMachineIsNothingUnusual() {
        Duration second = Duration.ofSeconds(1);
        assertThat(Lane.unusual(Duration.ofSeconds(20), second)).isFalse();
        assertThat(Lane.unusual(Duration.ofSeconds(32), second)).isTrue();
    }
}
