package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import vn.lienthong.kernel.HubException;
import vn.lienthong.sync.RunFailure;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;

/** What routes did outlives the process, grows no heavier with age, and is the same when it is joined. */
@HubTest
class RouteFiguresTest {
    private static final String ROUTE = "sync.kept-figures";
    private static final Instant NOON = Instant.parse("2001-05-06T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    @Autowired
    FigureStore store;

    @Autowired
    FailureStore failures;

    @Autowired
    PastFigures past;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient state;

    private final SetClock clock = new SetClock(NOON);

    @AfterEach
    void leave() {
        state.sql("delete from route_figures where route like 'sync.kept-%'").update();
        state.sql("delete from route_failures where route like 'sync.kept-%'").update();
    }

    @Test
    void whatIsWrittenDownIsThereForTheNextProcessAndAddsUpWithWhatOtherNodesSaw() {
        RouteMeter dying = new RouteMeter(clock);
        did(dying, 10, 1_000_000, 5);
        dying.did(ROUTE, "write", 900_000, true, 0);
        dying.failed(ROUTE, "write", RunFailure.of(new HubException(RouteError.NOT_STARTED, Map.of("job", "kept"))));
        figures(dying).writeDown();
        dying.did(ROUTE, RouteMeter.WHOLE, 1_000, false, 1_000_000); // dies before the minute is over

        dying.take();
        dying.moved(ROUTE, 1); // beside its turns, twice in one minute
        figures(dying).writeDown();

        RouteMeter other = new RouteMeter(clock);
        did(other, 10, 64_000_000, 7); // longer times: more places than the row has
        figures(other).writeDown();
        RouteMeter next = new RouteMeter(clock);
        did(next, 1, 1_000_000, 1);

        Figures seen = figures(next).all(DAY).get(ROUTE);
        assertThat(seen.turns()).isEqualTo(21);
        assertThat(seen.moved()).isEqualTo(10 * 5 + 10 * 7 + 1 + 1);
        assertThat(seen.traffic().get(RouteFigures.PIECES - 1)).isEqualTo(seen.moved());
        assertThat(seen.p50().toMillis()).isBetween(0L, 2L);
        assertThat(seen.p99().toMillis()).isBetween(40L, 100L);
        assertThat(figures(next).steps(ROUTE, DAY).get("write").failed()).isOne();
        assertThat(figures(next).failures(ROUTE, DAY).values())
                .singleElement()
                .satisfies(one -> assertThat(one.failure().code()).isEqualTo("route.NOT_STARTED"));
    }

    @Test
    void minutesBecomeHoursAndHoursDaysAndNothingIsLost() {
        RouteMeter meter = new RouteMeter(clock);
        for (int minute = 0; minute < 180; minute++) {
            clock.set(NOON.plusSeconds(60L * minute));
            did(meter, 2, minute % 2 == 0 ? 1_000_000 : 8_000_000, 3);
        }
        RouteFigures figures = figures(meter);
        figures.writeDown();
        assertThat(rows()).isEqualTo(180);
        Tally before = figures.steps(ROUTE, DAY).get(RouteMeter.WHOLE);

        clock.set(NOON.plus(Duration.ofHours(50)).plusSeconds(1_800)); // the first two hours are older than two days
        figures.thin();
        assertThat(rows()).isEqualTo(2 + 60);
        meter.moved(ROUTE, 1);
        figures.writeDown();
        meter.moved(ROUTE, 1);
        figures.writeDown();
        did(meter, 1, 1_000_000, 1);
        figures.writeDown();
        clock.set(NOON.plus(Duration.ofDays(20)));
        figures.thin();
        figures.thin();
        assertThat(rows()).isEqualTo(2); // two days
        Tally after = figures.steps(ROUTE, Duration.ofDays(30)).get(RouteMeter.WHOLE);
        assertThat(after.count()).isEqualTo(before.count() + 1);
        assertThat(after.moved()).isEqualTo(before.moved() + 3);
        assertThat(after.times()).isEqualTo(Times.plus(before.times(), place(1_000_000)));

        assertThat(past.purge(NOON.minus(Duration.ofDays(3)), 10)).isZero();
        assertThat(past.term()).isEqualTo(Duration.ofDays(90));
        store.purge(NOON.plus(Duration.ofDays(1)), 1);
        assertThat(rows()).isOne();
    }

    @Test
    void whoLooksAtTheLastHourSeesItsFailuresAlone() {
        RouteMeter meter = new RouteMeter(clock);
        RouteFigures figures = figures(meter);
        for (int hour = 0; hour < 3; hour++) {
            clock.set(NOON.plus(Duration.ofHours(hour)));
            meter.failed(
                    ROUTE, "write", RunFailure.of(new HubException(RouteError.NOT_STARTED, Map.of("job", "kept"))));
            figures.writeDown();
        }
        clock.set(NOON.plus(Duration.ofMinutes(150)));
        assertThat(figures.failures(ROUTE, Duration.ofHours(1)).values())
                .extracting(RouteMeter.Failed::count)
                .containsExactly(1L);
        assertThat(figures.failures(ROUTE, Duration.ofHours(6)).values())
                .extracting(RouteMeter.Failed::count)
                .containsExactly(3L);
    }

    @Test
    void whatCannotBeWrittenDownStaysCounted() {
        RouteMeter meter = new RouteMeter(clock);
        meter.did("sync.kept-\0", RouteMeter.WHOLE, 1_000_000, false, 9); // no database takes that
        RouteFigures figures = figures(meter);
        figures.writeDown();
        assertThat(meter.take().tallies()).hasSize(1);
    }

    private void did(RouteMeter meter, int times, long nanos, long moved) {
        for (int i = 0; i < times; i++) {
            meter.did(ROUTE, RouteMeter.WHOLE, nanos, false, moved);
        }
    }

    private static List<Long> place(long nanos) {
        RouteMeter one = new RouteMeter(new SetClock(NOON));
        one.did(ROUTE, RouteMeter.WHOLE, nanos, false, 0);
        return one.take().tallies().values().iterator().next().times();
    }

    private RouteFigures figures(RouteMeter meter) {
        return new RouteFigures(meter, store, failures, transactions, clock);
    }

    private int rows() {
        return state.sql("select count(*) from route_figures where route = ?")
                .param(ROUTE)
                .query(Integer.class)
                .single();
    }
}
