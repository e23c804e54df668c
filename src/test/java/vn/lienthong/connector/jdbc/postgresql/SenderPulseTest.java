package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SenderPulseTest {
    private static final int LOOKS = 20;

    private final SenderPulse pulse = new SenderPulse();
    private long told;

    @Test
    void oneThatListensAndHearsNothingOfWhatItIsToldIsLost() {
        looks("12:00:01", true, true);
        assertThat(pulse.sound()).isTrue();
        looks("12:00:01", true, true);
        assertThat(pulse.sound()).isFalse();
        assertThat(pulse.lost()).isFalse();
        looks("12:00:01", true, true);
        looks("12:00:01", true, true);
        assertThat(pulse.lost()).isTrue();
    }

    @Test
    void aWordThatArrivesMakesAmends() {
        for (int look = 0; look < LOOKS; look++) {
            looks("12:00:" + look / 3, true, true);
            assertThat(pulse.lost()).isFalse();
        }
        looks("12:01:00", true, true);
        assertThat(pulse.sound()).isTrue();
    }

    @Test
    void oneThatIsBusyListensLater() {
        never("12:00:01", false, true);
    }

    @Test
    void oneThatIsBusyNowAndThenIsLostAllTheSame() {
        for (int look = 0; look < LOOKS; look++) {
            looks("12:00:01", look % 2 == 0, true);
        }
        assertThat(pulse.lost()).isTrue();
    }

    @Test
    void whereNothingWasSaidNothingIsMissed() {
        never("12:00:01", true, false);
    }

    @Test
    void aServerThatDoesNotTellWhatItHeardIsBelieved() {
        never(null, true, true);
    }

    private void never(@Nullable String heard, boolean idle, boolean tells) {
        for (int look = 0; look < LOOKS; look++) {
            looks(heard, idle, tells);
            assertThat(pulse.sound()).isTrue();
        }
        assertThat(pulse.lost()).isFalse();
    }

    private void looks(@Nullable String heard, boolean idle, boolean tells) {
        told += tells ? 1 : 0;
        pulse.seen(new SourceSlot.Sender(heard, idle), told);
    }
}
