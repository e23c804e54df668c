package vn.lienthong.route.made;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Delivery;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Partners;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/**
 * What steps of hand-made routes do with registered connectors: a bounded read, a write of all rows or none, questions one a row. Each
 * stands in the journal before it is done. For every thread.
 */
final class RowsDoor {
    private final Connectors connectors;
    private final Partners partners;
    private final Journal journal;

    RowsDoor(Connectors connectors, Partners partners, Journal journal) {
        this.connectors = connectors;
        this.partners = partners;
        this.journal = journal;
    }

    /** Whether the connector is there and can do it; no system is asked. */
    void need(Reach reach) {
        try (Session session = connectors.described(reach.dataset().connector())) {
            boolean can =
                    switch (reach.act()) {
                        case "read" -> session instanceof Reads;
                        case "write" -> session instanceof Writes;
                        default -> session instanceof Calls;
                    };
            if (!can) {
                throw new HubException(
                        MadeError.CANNOT, Map.of("connector", reach.dataset().connector(), "act", reach.act()));
            }
            if (session instanceof Writes writes
                    && reach.act().equals("write")
                    && writes.delivery(from(reach.dataset())) != Delivery.TOGETHER) {
                throw new HubException(MadeError.ONE_BY_ONE, Map.of("dataset", reach.dataset()));
            }
        }
    }

    private String from(DatasetName dataset) {
        Connector.Pinned pinned = connectors.get(dataset.connector()).datasets().get(dataset.dataset());
        return pinned == null ? dataset.dataset() : pinned.from();
    }

    /** All rows of a dataset, if there are not too many; not while its system is left alone. */
    Rows read(Reach reach) {
        return partners.partner(reach.dataset().connector()).guarded(() -> readNow(reach));
    }

    private Rows readNow(Reach reach) {
        Dataset dataset = connectors.dataset(reach.dataset());
        List<String> columns = reach.columns().stream().map(Reach.Pair::target).toList();
        columns.forEach(column -> position(dataset.schema(), column, reach));
        journal.record(entry(reach, "route.read"));
        try (Session session = connectors.open(reach.dataset().connector());
                BatchCursor cursor = ((Reads) session)
                        .read(
                                dataset,
                                new ReadRequest(
                                        ReadRequest.Kind.REVIEW,
                                        columns,
                                        null,
                                        null,
                                        1,
                                        reach.most(),
                                        Duration.ZERO,
                                        null,
                                        reach.most() + 1L))) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                refuse(part.unreadable(), reach);
                copy(part.batch(), rows);
                if (rows.size() > reach.most()) {
                    throw new HubException(
                            MadeError.ROWS_MANY, Map.of("dataset", reach.dataset(), "most", reach.most()));
                }
            }
            return new Rows(reach.dataset(), RowBatch.of(classed(cursor.schema(), dataset), rows, 1));
        }
    }

    private static void copy(Batch batch, List<@Nullable Object[]> rows) {
        for (int row = 0; row < batch.size(); row++) {
            @Nullable Object[] values = new Object[batch.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = batch.value(row, column);
            }
            rows.add(values);
        }
    }

    /** The columns as they came, in the classes that are laid down. */
    private static Schema classed(Schema came, Dataset dataset) {
        return new Schema(came.columns().stream()
                .map(column -> {
                    Column known = dataset.schema().column(column.name());
                    return known == null ? column : column.classed(known.dataClass());
                })
                .toList());
    }

    /** Writes all of the rows in one transaction, or none; not where an attempt before has written them. */
    Counts write(Reach reach, Rows rows, TurnMemo memo) {
        return partners.partner(reach.dataset().connector()).guarded(() -> writeNow(reach, rows, memo));
    }

    private Counts writeNow(Reach reach, Rows rows, TurnMemo memo) {
        Dataset target = connectors.dataset(reach.dataset());
        Batch batch = shaped(reach, rows, target.schema());
        reach.key().forEach(column -> position(batch.schema(), column, reach));
        journal.record(entry(reach, "route.written"));
        try (Session session = connectors.open(reach.dataset().connector());
                Writer writer = ((Writes) session).writer(target, RowsWriting.request(reach, batch.schema()))) {
            return new RowsWriting(reach, writer, memo).write(batch);
        }
    }

    /** Asks once for each row; the answers take their place. */
    Rows call(Reach reach, Rows rows) {
        try (Session session = connectors.open(reach.dataset().connector())) {
            Operation operation = ((Calls) session).operation(reach.dataset().dataset());
            Batch questions = shaped(reach, rows, classed(operation.input(), reach));
            if (questions.size() > reach.most()) {
                throw new HubException(MadeError.ROWS_MANY, Map.of("dataset", rows.from(), "most", reach.most()));
            }
            journal.record(entry(reach, "route.asked"));
            Supplier<Answer> question = () -> ((Calls) session).call(operation, questions);
            Answer answer = partners.partner(reach.dataset().connector()).ask(question);
            refuse(answer.rejected(), reach);
            List<@Nullable Object[]> answers = new ArrayList<>();
            copy(answer.rows(), answers);
            return new Rows(reach.dataset(), RowBatch.of(classed(answer.rows().schema(), reach), answers, 1));
        }
    }

    private Schema classed(Schema schema, Reach reach) {
        Connector connector = connectors.get(reach.dataset().connector());
        return new Schema(schema.columns().stream()
                .map(column ->
                        column.classed(connector.dataClass(reach.dataset().dataset(), column.name())))
                .toList());
    }

    /** Rows that were kept may be of a stricter class by now. */
    private static Column now(Column kept, Connector source, DatasetName dataset) {
        return kept.classed(kept.dataClass().stricter(source.dataClass(dataset.dataset(), kept.name())));
    }

    /** The rows in the columns that the other end takes, if their classes let them go there. */
    private Batch shaped(Reach reach, Rows rows, Schema there) {
        Schema here = rows.batch().schema();
        List<Reach.Pair> pairs = reach.columns().isEmpty()
                ? here.columns().stream()
                        .map(column -> new Reach.Pair(column.name(), column.name()))
                        .toList()
                : reach.columns();
        Connector source = connectors.get(rows.from().connector());
        boolean leaves = !source.agency()
                .equals(connectors.get(reach.dataset().connector()).agency());
        int[] from = new int[pairs.size()];
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            Reach.Pair pair = pairs.get(i);
            from[i] = here.position(pair.source());
            if (from[i] < 0) {
                throw column(rows.from(), pair.source(), reach);
            }
            Column target = there.column(position(there, pair.target(), reach));
            Column column = now(here.column(from[i]), source, rows.from());
            Crossing.permit(rows.from(), column, reach.dataset(), target, leaves);
            columns.add(column.named(pair.target()));
        }
        List<@Nullable Object[]> values = new ArrayList<>();
        for (int row = 0; row < rows.batch().size(); row++) {
            @Nullable Object[] one = new Object[from.length];
            for (int i = 0; i < from.length; i++) {
                one[i] = rows.batch().value(row, from[i]);
            }
            values.add(one);
        }
        return RowBatch.of(new Schema(columns), values, 1);
    }

    private static int position(Schema schema, String column, Reach reach) {
        int position = schema.position(column);
        if (position < 0) {
            throw column(reach.dataset(), column, reach);
        }
        return position;
    }

    private static HubException column(Object dataset, String column, Reach reach) {
        return new HubException(MadeError.COLUMN, Map.of("dataset", dataset, "column", column, "step", reach.step()));
    }

    static void refuse(List<Rejection> rejected, Reach reach) {
        if (!rejected.isEmpty()) {
            throw new HubException(
                    MadeError.ROWS_REFUSED,
                    Map.of(
                            "dataset",
                            reach.dataset(),
                            "count",
                            rejected.size(),
                            "why",
                            rejected.get(0).reason()));
        }
    }

    private Journal.Entry entry(Reach reach, String act) {
        return new Journal.Entry(
                        "route",
                        act,
                        "route/" + reach.route(),
                        "done",
                        null,
                        Map.of("dataset", reach.dataset().toString(), "step", reach.step()))
                .withAgency(connectors.get(reach.dataset().connector()).agency());
    }
}
