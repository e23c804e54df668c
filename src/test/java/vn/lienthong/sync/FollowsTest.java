package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/** What is said of the log that a source keeps for a job. */
class FollowsTest {
    private static final long GB = 1L << 30;
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, ok", "49, ok", "50, slow", "79, slow", "80, fail", "100, fail", "250, fail"})
    void fromHalfOfTheAgreedCapOnItIsWatchedAndFromFourFifthsOnItIsAnAlarm(int percent, String warning) {
        Follows.Standing standing = kept(percent * GB, 100 * GB, null);

        assertThat(standing.percentOfCap()).isEqualTo(percent);
        assertThat(standing.warning()).isEqualTo(warning);
    }

    @Test
    void aShareIsRoundedDownSoThatNoWarningComesBeforeItsTime() {
        assertThat(kept(50 * GB - 1, 100 * GB, null).warning()).isEqualTo("ok");
        assertThat(kept(80 * GB - 1, 100 * GB, null).warning()).isEqualTo("slow");
    }

    @Test
    void whereNoCapWasAgreedNothingIsWarnedOfAndNothingForetold() {
        Follows.Standing standing = kept(500 * GB, null, GB);

        assertThat(standing.warning()).isEqualTo("ok");
        assertThat(standing.percentOfCap()).isNull();
        assertThat(standing.untilCap()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"60, 4, 36000", "60, 40, 3600", "99, 4, 900", "100, 4, 0", "140, 4, 0"})
    void theForecastIsWhenTheCapIsReached(int kept, int growsPerHour, long seconds) {
        assertThat(kept(kept * GB, 100 * GB, growsPerHour * GB).untilCap()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"0", "-5", "null"},
            nullValues = "null")
    void whatDoesNotGrowReachesNoCap(@Nullable Long growsPerHour) {
        assertThat(kept(60 * GB, 100 * GB, growsPerHour).untilCap()).isNull();
    }

    @Test
    void whatAPersonSaysWhileARunOpensIsHeededByTheNext() {
        Ground ground = new Ground();
        Follows follows = ground.tools().follows();
        ConnectorName source = new ConnectorName("here");
        follows.say(Ground.PUPILS, source, Follows.Answer.REPAIR, "test");
        follows.begun(Ground.PUPILS, source, null);
        assertThat(follows.find(Ground.PUPILS).orElseThrow().said()).isEqualTo(Follows.Answer.REPAIR);

        follows.begun(Ground.PUPILS, source, Follows.Answer.REPAIR);
        assertThat(follows.find(Ground.PUPILS).orElseThrow().said()).isNull();
    }

    private static Follows.Standing kept(long bytes, @Nullable Long cap, @Nullable Long growsPerHour) {
        return new Follows.Standing(
                new JobName("follows"),
                new ConnectorName("here"),
                new ChangeBacklog(0L, bytes, cap, 0, NOW, NOW, "slot"),
                growsPerHour,
                true,
                null);
    }
}
