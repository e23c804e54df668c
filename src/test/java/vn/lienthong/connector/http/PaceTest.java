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
            last = pace.turn(60);
        }
        assertThat(last)
                .as("a few at once, then one a second")
                .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
    }
}
