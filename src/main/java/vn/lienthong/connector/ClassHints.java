package vn.lienthong.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Suggests data classes for columns that have none: from their names, and from a few rows where a person asks for it. */
final class ClassHints {
    /** Rows that are looked at, at most. */
    static final int ROWS = 200;

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final Connectors connectors;
    private final SystemLook systems;
    private final Journal journal;
    private final Clock clock;

    ClassHints(Connectors connectors, SystemLook systems, Journal journal, Clock clock) {
        this.connectors = connectors;
        this.systems = systems;
        this.journal = journal;
        this.clock = clock;
    }

    /** What the names suggest, of columns without a class. */
    static List<ClassHint> ofNames(Dataset dataset) {
        return open(dataset).stream()
                .flatMap(column -> ClassHint.ofName(column.name()).stream())
                .toList();
    }

    /**
     * What names and values suggest, of columns without a class. Reads at most {@value #ROWS} rows of those columns within ten
     * seconds and keeps none; the journal says that somebody had them looked at.
     *
     * @throws HubException CONFIGURATION where the system has no such dataset or gives no rows; UNAVAILABLE where it is silent
     */
    List<ClassHint> look(DatasetName name, String actor) {
        Dataset dataset = connectors.dataset(name);
        List<Column> open = open(dataset);
        if (open.isEmpty()) {
            return List.of();
        }
        Connector connector = connectors.get(name.connector());
        journal.record(new Journal.Entry(
                        actor,
                        "connector.sampled",
                        "connector/" + name.connector(),
                        "done",
                        null,
                        Map.of("dataset", name.dataset(), "columns", Integer.toString(open.size())))
                .withAgency(connector.agency()));
        List<String> columns = open.stream().map(Column::name).toList();
        ReadRequest request = new ReadRequest(ReadRequest.Kind.REVIEW, columns, null, null, 1, ROWS, Duration.ZERO);
        return systems.first(name.connector(), () -> connectors.open(name.connector()), dataset, request)
                .map(batch -> judged(open, batch))
                .orElseGet(() -> ofNames(dataset));
    }

    private List<ClassHint> judged(List<Column> open, Batch batch) {
        ValueLook look = new ValueLook(ColumnWords.SHIPPED, LocalDate.now(clock.withZone(ZONE)));
        List<ClassHint> hints = new ArrayList<>();
        for (Column column : open) {
            Optional<ClassHint> byName = ClassHint.ofName(column.name());
            int position = batch.schema().position(column.name());
            Optional<ClassHint> byValue = position < 0 ? Optional.empty() : look.look(batch, position);
            boolean valueTellsMore = byValue.isPresent()
                    && byName.filter(name ->
                                    !name.dataClass().below(byValue.get().dataClass()))
                            .isEmpty();
            (valueTellsMore ? byValue : byName).ifPresent(hints::add);
        }
        return hints;
    }

    private static List<Column> open(Dataset dataset) {
        return dataset.schema().columns().stream()
                .filter(column -> column.dataClass() == DataClass.UNCLASSIFIED)
                .toList();
    }
}
