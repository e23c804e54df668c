package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.HubException;

/** What routes do is counted once, and says truly how long it took. */
class RouteMeterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:30Z");
    private static final String ROUTE = "sync.pupils";

    private final RouteMeter meter = new RouteMeter(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void whateverThreadsCountWhileOthersTakeItAwayIsCountedOnce() throws Exception {
        int threads = 4;
        int each = 20_000;
        ExecutorService crowd = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch counting = new CountDownLatch(threads);
            List<Future<?>> all = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(thread -> crowd.submit(() -> {
                        try {
                            for (int i = 0; i < each; i++) {
                                meter.did(ROUTE, RouteMeter.WHOLE, 1_000_000, i % 10 == 0, 3);
                            }
                        } finally {
                            counting.countDown();
                        }
                    }))
                    .toList();
            Tally found = Tally.NONE;
            for (int turn = 0; counting.getCount() > 0; turn++) {
                RouteMeter.Taken taken = meter.take();
                if (turn % 2 == 0) {
                    meter.giveBack(taken);
                } else {
                    found = taken.tallies().values().stream().reduce(found, Tally::plus);
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
            found = meter.take().tallies().values().stream().reduce(found, Tally::plus);
            assertThat(found.count()).isEqualTo((long) threads * each);
            assertThat(found.failed()).isEqualTo(threads * each / 10);
            assertThat(found.moved()).isEqualTo(3L * threads * each);
            assertThat(found.times().stream().mapToLong(Long::longValue).sum()).isEqualTo(found.count());
        } finally {
            crowd.shutdownNow();
        }
    }

    @Test
    void aQuantileIsOffByLessThanHalfAPlace() {
        List<Long> counts = new ArrayList<>(java.util.Collections.nCopies(Times.PLACES, 0L));
        LongStream.rangeClosed(1, 10_000).map(n -> n * 100).forEach(micros -> {
            int place = Times.place(micros);
            counts.set(place, counts.get(place) + 1);
        });
        assertThat(Times.quantile(counts, 0.5).toNanos() / 1e6).isCloseTo(500, within(25.0));
        assertThat(Times.quantile(counts, 0.99).toNanos() / 1e6).isCloseTo(990, within(50.0));
        assertThat(Times.quantile(List.of(), 0.5)).isNull();
        assertThat(Times.place(0)).isZero();
        assertThat(Times.place(Long.MAX_VALUE)).isEqualTo(Times.PLACES - 1);
        assertThat(IntStream.range(8, 31)
                        .map(octave -> Times.place(1L << octave))
                        .boxed())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aTurnHoldsItsStepsAndWhatOnlyWaitedCountsForNothing() {
        Journey<String> journey = new Journey<>(meter, ROUTE, "run");
        journey.step("read", run -> {});
        journey.forget();
        journey.step("read", run -> {});
        journey.step("write", run -> {});
        journey.turn(40);
        journey.step("read", run -> {});
        journey.step("write", run -> {});
        journey.leave("read");
        journey.settle(0);
        assertThat(counted("read").count()).isEqualTo(2);
        assertThat(counted("write").count()).isOne();
        assertThat(counted(RouteMeter.WHOLE).count()).isOne();
        assertThat(counted(RouteMeter.WHOLE).moved()).isEqualTo(40);
        assertThat(counted(RouteMeter.WHOLE).micros())
                .isGreaterThanOrEqualTo(counted("write").micros());
    }

    @Test
    void aStepThatThrowsIsCountedWithWhyAndWhatItThrewGoesOn() {
        Journey<String> journey = new Journey<>(meter, ROUTE, "run");
        HubException away = new HubException(RouteError.NOT_STARTED, Map.of("job", "pupils"));
        journey.step("read", run -> {});
        assertThatThrownBy(() -> journey.step("write", run -> {
                    throw away;
                }))
                .isSameAs(away);
        assertThat(counted("read").failed()).isZero();
        assertThat(counted("write").failed()).isOne();
        assertThat(counted(RouteMeter.WHOLE).failed()).isOne();
        Map<RouteMeter.FailureKey, RouteMeter.Failed> failures = new HashMap<>();
        meter.eachFailure(failures::put);
        assertThat(failures.keySet())
                .containsExactly(new RouteMeter.FailureKey(ROUTE, "write", "route.NOT_STARTED", ""));
        assertThat(failures.values().iterator().next().count()).isOne();
    }

    private Tally counted(String step) {
        Map<String, Tally> found = new HashMap<>();
        meter.each((key, tally) -> found.merge(key.step(), tally, Tally::plus));
        return found.getOrDefault(step, Tally.NONE);
    }
}
