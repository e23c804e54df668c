package vn.lienthong.agency;

import java.time.Instant;
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
}
