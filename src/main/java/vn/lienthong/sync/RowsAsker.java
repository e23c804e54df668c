package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.LookUp;
import vn.lienthong.connector.LooksUp;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.mapping.Inquiry;

/** Finds the row of a dataset that holds given values. */
final class RowsAsker implements Asker {
    /** More than two, since a system may also give what it takes for equal and the hub does not. */
    private static final int MOST_ROWS = 20;

    private final Session session;
    private final Inquiry inquiry;
    private final LookUp lookUp;

    RowsAsker(Session session, Inquiry inquiry, Connectors connectors) {
        this.session = session;
        this.inquiry = inquiry;
        List<String> by = inquiry.input().columns().stream().map(Column::name).toList();
        Set<String> columns = new LinkedHashSet<>(inquiry.output());
        columns.addAll(by);
        this.lookUp = ((LooksUp) session)
                .lookUp(connectors.dataset(inquiry.rule().ask()), by, List.copyOf(columns), MOST_ROWS);
    }

    @Override
    public Outcome ask(List<@Nullable Object> values) {
        List<Object> given = new ArrayList<>();
        values.forEach(value -> given.add(Objects.requireNonNull(value)));
        Batch rows = lookUp.find(given);
        List<@Nullable Object[]> same = IntStream.range(0, rows.size())
                .filter(row -> holds(rows, row, given))
                .mapToObj(row -> OperationAsker.values(inquiry, rows, row))
                .toList();
        return Outcome.of(inquiry, same);
    }

    private boolean holds(Batch rows, int row, List<Object> given) {
        return IntStream.range(0, given.size()).allMatch(input -> {
            int column = rows.schema().position(inquiry.input().column(input).name());
            return KeyText.text(given.get(input)).equals(KeyText.text(rows.value(row, column)));
        });
    }

    @Override
    public void giveUp() {
        lookUp.close();
    }

    @Override
    public void close() {
        lookUp.close();
        session.close();
    }
}
