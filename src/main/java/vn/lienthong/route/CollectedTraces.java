package vn.lienthong.route;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells turns to a collector of traces: a span for the turn, one within it for each step. They wait in a bounded queue for a thread of
 * their own; what the collector does not take in time is dropped, and no turn waits for it.
 */
final class CollectedTraces implements TurnTraces, AutoCloseable {
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("lienthong.route");
    private static final AttributeKey<String> STEP = AttributeKey.stringKey("lienthong.step");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 8_192;

    private final Clock clock;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    CollectedTraces(TraceSettings settings, Clock clock) {
        this.clock = clock;
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.url().strip())
                .setTimeout(PATIENCE)
                .setConnectTimeout(PATIENCE)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "lienthong")))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
                .addSpanProcessor(BatchSpanProcessor.builder(new SaidOnce(exporter, clock))
                        .setScheduleDelay(PACE)
                        .setMaxQueueSize(MOST_WAITING)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build();
        this.tracer = provider.get("lienthong");
    }

    @Override
    public void turn(String route, List<Step> steps, long nanos, @Nullable String error) {
        Instant now = clock.instant();
        long end = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        long shift = end - System.nanoTime();
        long start = steps.isEmpty() ? end - nanos : steps.get(0).start() + shift;
        Span turn = tracer.spanBuilder(route)
                .setNoParent()
                .setSpanKind(route.startsWith("service.") ? SpanKind.SERVER : SpanKind.INTERNAL)
                .setStartTimestamp(start, TimeUnit.NANOSECONDS)
                .setAttribute(ROUTE, route)
                .startSpan();
        Context within = Context.root().with(turn);
        for (Step step : steps) {
            long from = step.start() + shift;
            Span span = tracer.spanBuilder(step.name())
                    .setParent(within)
                    .setStartTimestamp(from, TimeUnit.NANOSECONDS)
                    .setAttribute(ROUTE, route)
                    .setAttribute(STEP, step.name())
                    .startSpan();
            end(span, step.error(), from + step.nanos());
        }
        end(turn, error, end);
    }

    private static void end(Span span, @Nullable String error, long at) {
        if (error != null) {
            span.setAttribute(ERROR, error);
            span.setStatus(StatusCode.ERROR, error);
        }
        span.end(at, TimeUnit.NANOSECONDS);
    }

    /** What waits is told still, for as long as one telling may take. */
    @Override
    public void close() {
        provider.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
