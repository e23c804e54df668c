package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.Collector;

/** A collector of traces hears of turns and their steps, of nothing in them, and no turn waits for it. */
class TracesTest {
    private static final String PATH = "/v1/traces";
    private static final String ROUTE = "sync.traced";

    private final Collector collector = new Collector();

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void aTurnIsASpanWithItsStepsWithin() throws Exception {
        Instant before = Instant.now();
        try (CollectedTraces traces = traces("1")) {
            Journey<String> journey = new Journey<>(new RouteMeter(Clock.systemUTC(), traces), ROUTE, "canary");
            journey.step(
                    "read", row -> LockSupport.parkNanos(Duration.ofMillis(20).toNanos()));
            journey.step("write", row -> {});
            journey.turn(40);
            journey.step("read", row -> {});
            journey.forget();
        }

        List<Span> spans = spans();
        Map<String, Span> byName = spans.stream().collect(Collectors.toMap(Span::getName, span -> span));
        assertThat(byName).as("what only waited is no turn").containsOnlyKeys(ROUTE, "read", "write");
        Span turn = byName.get(ROUTE);
        assertThat(turn.getParentSpanId().isEmpty()).isTrue();
        for (String step : List.of("read", "write")) {
            Span span = byName.get(step);
            assertThat(span.getParentSpanId()).isEqualTo(turn.getSpanId());
            assertThat(span.getTraceId()).isEqualTo(turn.getTraceId());
            assertThat(span.getStartTimeUnixNano()).isGreaterThanOrEqualTo(turn.getStartTimeUnixNano());
            assertThat(span.getEndTimeUnixNano()).isLessThanOrEqualTo(turn.getEndTimeUnixNano());
            assertThat(tags(span)).isEqualTo(Map.of("lienthong.route", ROUTE, "lienthong.step", step));
        }
        assertThat(byName.get("read").getEndTimeUnixNano() - byName.get("read").getStartTimeUnixNano())
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(byName.get("write").getStartTimeUnixNano())
                .isGreaterThanOrEqualTo(byName.get("read").getEndTimeUnixNano());
        assertThat(Instant.ofEpochSecond(0, turn.getEndTimeUnixNano())).isBetween(before, Instant.now());
        assertThat(tags(turn)).isEqualTo(Map.of("lienthong.route", ROUTE));
        assertThat(collector.sent(PATH)).allMatch(sent -> !new String(sent.body()).contains("canary"));
    }

    @Test
    void whatATurnFailedInIsToldByItsCodeAlone() throws Exception {
        try (CollectedTraces traces = traces("")) {
            Journey<String> journey = new Journey<>(new RouteMeter(Clock.systemUTC(), traces), ROUTE, "run");
            journey.step("read", row -> {});
            assertThatThrownBy(() -> journey.step("write", row -> {
                        throw new HubException(RouteError.NOT_STARTED, Map.of("job", "canary"));
                    }))
                    .isInstanceOf(HubException.class);
        }

        Map<String, Span> byName = spans().stream().collect(Collectors.toMap(Span::getName, span -> span));
        for (String failed : List.of(ROUTE, "write")) {
            assertThat(byName.get(failed).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
            assertThat(tags(byName.get(failed))).containsEntry("error.type", "route.NOT_STARTED");
        }
        assertThat(byName.get("read").getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        assertThat(collector.sent(PATH)).allMatch(sent -> !new String(sent.body()).contains("canary"));
    }

    @Test
    void aShareOfNothingTellsNothing() {
        try (CollectedTraces traces = traces("0")) {
            Journey<String> journey = new Journey<>(new RouteMeter(Clock.systemUTC(), traces), ROUTE, "run");
            journey.step("read", row -> {});
            journey.turn(1);
        }
        assertThat(collector.sent(PATH)).isEmpty();
    }

    @Test
    void aCollectorThatIsAwayHoldsNoTurnUp() {
        collector.close();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(SaidOnce.class);
        log.addAppender(said);
        try (CollectedTraces traces = traces("1")) {
            RouteMeter meter = new RouteMeter(Clock.systemUTC(), traces);
            Instant before = Instant.now();
            for (int i = 0; i < 20_000; i++) {
                Journey<String> journey = new Journey<>(meter, ROUTE, "run");
                journey.step("read", row -> {});
                journey.turn(1);
            }
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(meter.total(new FigureStore.Part(ROUTE, RouteMeter.WHOLE))
                            .count())
                    .isEqualTo(20_000);
            await().until(() -> !said.list.isEmpty());
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list).as("one line a minute, and no stack trace").hasSize(1);
        assertThat(said.list.get(0).getThrowableProxy()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4318", "ftp://collector/", "http://me:secret@collector/", "no address"})
    void whatIsNoAddressRefusesTheStart(String url) {
        assertThatThrownBy(() -> new TraceSettings(url, ""))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(RouteError.TRACES_URL_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-1", "1.5", "half", "10%"})
    void whatIsNoShareRefusesTheStart(String share) {
        assertThatThrownBy(() -> new TraceSettings("", share))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.code())
                        .isEqualTo(RouteError.TRACES_SHARE_INVALID));
    }

    private CollectedTraces traces(String share) {
        return new CollectedTraces(new TraceSettings(collector.url(PATH), share), Clock.systemUTC());
    }

    private List<Span> spans() throws InvalidProtocolBufferException {
        await().until(() -> !collector.sent(PATH).isEmpty());
        List<Span> all = new java.util.ArrayList<>();
        for (Collector.Sent sent : collector.sent(PATH)) {
            assertThat(sent.headers()).containsEntry("content-type", "application/x-protobuf");
            ExportTraceServiceRequest.parseFrom(sent.body())
                    .getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> all.addAll(scope.getSpansList())));
        }
        return all;
    }

    private static Map<String, String> tags(Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, tag -> tag.getValue()
                .getStringValue()));
    }
}
