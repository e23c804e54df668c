package vn.lienthong.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;

@HubTest
class LiveStreamsTest {
    @Autowired
    LiveStreams streams;

    @Test
    void oneSessionCannotTakeTheStreamsOfAllOthers() {
        MockHttpSession greedy = new MockHttpSession();
        int taken = 0;
        while (taken <= LiveStreams.MOST
                && streams.open("", "", new Everybody("maria"), greedy, Locale.ENGLISH)
                        .isPresent()) {
            taken++;
        }

        assertThat(taken).isEqualTo(LiveStreams.MOST_OF_ONE_SESSION);
        assertThat(streams.open("", "", new Everybody("maria"), new MockHttpSession(), Locale.ENGLISH))
                .isPresent();
        streams.sendAway();
    }

    @Test
    void oneSessionThatAsksAllAtOnceGetsNoMore() throws Exception {
        MockHttpSession greedy = new MockHttpSession();
        int asking = 64;
        CyclicBarrier together = new CyclicBarrier(asking);
        AtomicInteger taken = new AtomicInteger();
        List<Future<?>> asked = new ArrayList<>();
        ExecutorService hands = Executors.newFixedThreadPool(asking);
        try {
            for (int i = 0; i < asking; i++) {
                asked.add(hands.submit(() -> {
                    together.await();
                    for (int j = 0; j < 5; j++) {
                        streams.open("", "", new Everybody("maria"), greedy, Locale.ENGLISH)
                                .ifPresent(stream -> taken.incrementAndGet());
                    }
                    return null;
                }));
            }
            for (Future<?> one : asked) {
                one.get();
            }
        } finally {
            hands.shutdown();
            streams.sendAway();
        }

        assertThat(taken).hasValue(LiveStreams.MOST_OF_ONE_SESSION);
    }
}
