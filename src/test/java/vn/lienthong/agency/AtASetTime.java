package vn.lienthong.agency;

import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import vn.lienthong.testing.SetClock;

/** Lets a test say what time it is in its hub. */
@TestConfiguration
class AtASetTime {
    @Bean
    @Primary
    SetClock setClock() {
        return new SetClock(Instant.now());
    }

    @Bean
    @Primary
    TimeMeter setTimeOfCalls(SetClock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
