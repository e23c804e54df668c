package vn.lienthong.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Readings;

/** The values of one reading of one room, as Prometheus takes them. */
final class Gathered implements Readings {
    private static final String COUNTED = "_total";

    private final Map<Measure, List<Value>> values = new LinkedHashMap<>();

    private record Value(Labels tags, double value, Spread spread) {}

    @Override
    public void tell(Measure measure, double value, String... tags) {
        add(measure, new Value(labels(measure, tags), value, new Spread(List.of(), List.of(), 0)));
    }

    @Override
    public void tell(Measure measure, Spread spread, String... tags) {
        add(measure, new Value(labels(measure, tags), 0, spread));
    }

    private void add(Measure measure, Value value) {
        values.computeIfAbsent(measure, first -> new ArrayList<>()).add(value);
    }

    private static Labels labels(Measure measure, String... tags) {
        return Labels.of(measure.tags().toArray(String[]::new), tags);
    }

    Stream<MetricSnapshot> snapshots() {
        return values.entrySet().stream().map(entry -> snapshot(entry.getKey(), entry.getValue()));
    }

    private static MetricSnapshot snapshot(Measure measure, List<Value> all) {
        return switch (measure.kind()) {
            case NOW ->
                new GaugeSnapshot(
                        named(measure.name(), measure),
                        all.stream()
                                .map(one -> new GaugeDataPointSnapshot(one.value(), one.tags(), null))
                                .toList());
            case COUNTED ->
                new CounterSnapshot(
                        named(measure.name().substring(0, measure.name().length() - COUNTED.length()), measure),
                        all.stream()
                                .map(one -> new CounterDataPointSnapshot(one.value(), one.tags(), null, 0))
                                .toList());
            case TIMED ->
                new HistogramSnapshot(
                        named(measure.name(), measure),
                        all.stream().map(Gathered::timed).toList());
        };
    }

    private static HistogramDataPointSnapshot timed(Value one) {
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(
                        one.spread().upTo(), one.spread().counts()))
                .sum(one.spread().seconds())
                .labels(one.tags())
                .build();
    }

    private static MetricMetadata named(String name, Measure measure) {
        return new MetricMetadata(name, measure.help());
    }
}
