package vn.lienthong.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void turnsAreFarEnoughApart() {
        Pace pace = new Pace();
        Duration last = Duration.ZERO;
        for (int turn = 1; turn <= 65; turn++) {
            last = pace.turn(60, Duration.ofDays(1));
        }
        assertThat(last)
                .as("a few at once, then one a second")
                .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
    }

    @Test
    void aTurnThatComesTooLateIsLeftToOthers() {
        Pace pace = new Pace();
        for (int turn = 1; turn <= 10; turn++) {
            pace.turn(60, Duration.ofDays(1));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(pace.turn(60, Duration.ofSeconds(1))).isNull();
        }
        assertThat(pace.turn(60, Duration.ofDays(1))).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }
}
