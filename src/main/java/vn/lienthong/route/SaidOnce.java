package vn.lienthong.route;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line, once a minute at most, that the collector took nothing: the library's own words bring a stack trace each time. */
final class SaidOnce implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(SaidOnce.class);
    private static final Duration PACE = Duration.ofMinutes(1);

    private final SpanExporter exporter;
    private final Clock clock;
    private final AtomicReference<Instant> said = new AtomicReference<>(Instant.MIN);

    SaidOnce(SpanExporter exporter, Clock clock) {
        this.exporter = exporter;
        this.clock = clock;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                notTaken(spans.size());
            }
        });
    }

    private void notTaken(int spans) {
        Instant now = clock.instant();
        Instant before = said.get();
        if ((before.equals(Instant.MIN) || !now.isBefore(before.plus(PACE))) && said.compareAndSet(before, now)) {
            LOG.warn("The collector of traces did not take {} spans; they are dropped, and routes go on", spans);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
