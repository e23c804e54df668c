package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;

@HubTest
class LiveStreamsTest {
    @Autowired
    LiveStreams streams;

    /** Readers of other tests among them, whose browser may have gone unnoticed. */
    @BeforeEach
    @AfterEach
    void nobodyReads() {
        streams.sendAway();
    }

    @Test
    void aSessionThatHasItsShareGivesUpItsOldest() {
        MockHttpSession greedy = new MockHttpSession();
        for (int asked = 0; asked <= LiveStreams.MOST; asked++) {
            assertThat(streams.open("", "", new Everybody("maria"), greedy, Locale.ENGLISH))
                    .isPresent();
        }

        assertThat(streams.open()).isEqualTo(LiveStreams.MOST_OF_ONE_SESSION);
        assertThat(streams.open("", "", new Everybody("maria"), new MockHttpSession(), Locale.ENGLISH))
                .isPresent();
    }

    @Test
    void whereAllTogetherHaveTooManyOneMoreGetsNone() {
        for (int asked = 0; asked < LiveStreams.MOST; asked++) {
            streams.open("", "", new Everybody("maria"), new MockHttpSession(), Locale.ENGLISH);
        }

        assertThat(streams.open("", "", new Everybody("maria"), new MockHttpSession(), Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void oneSessionThatAsksAllAtOnceGetsNoMore() throws Exception {
        MockHttpSession greedy = new MockHttpSession();
        int asking = 64;
        CyclicBarrier together = new CyclicBarrier(asking);
        List<Future<?>> asked = new ArrayList<>();
        ExecutorService hands = Executors.newFixedThreadPool(asking);
        try {
            for (int i = 0; i < asking; i++) {
                asked.add(hands.submit(() -> {
                    together.await();
                    for (int j = 0; j < 5; j++) {
                        streams.open("", "", new Everybody("maria"), greedy, Locale.ENGLISH);
                    }
                    return null;
                }));
            }
            for (Future<?> one : asked) {
                one.get();
            }
            assertThat(streams.open()).isEqualTo(LiveStreams.MOST_OF_ONE_SESSION);
        } finally {
            hands.shutdown();
        }
    }
}
