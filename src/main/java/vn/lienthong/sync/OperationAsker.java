package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.mapping.Inquiry;
import vn.lienthong.mapping.Reply;

/** Asks an operation of a service. The connector keeps to its pace and bounds the time of an answer by itself. */
final class OperationAsker implements Asker {
    private final Session session;
    private final Inquiry inquiry;
    private final Operation operation;

    OperationAsker(Session session, Inquiry inquiry) {
        this.session = session;
        this.inquiry = inquiry;
        this.operation = ((Calls) session).operation(inquiry.rule().ask().dataset());
    }

    @Override
    public Outcome ask(List<@Nullable Object> values) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(values.toArray());
        Answer answer = ((Calls) session).call(operation, RowBatch.of(inquiry.input(), rows, 1));
        if (!answer.rejected().isEmpty()) {
            Rejection first = answer.rejected().get(0);
            return new Outcome(
                    Reply.refused(first.code(), first.reason()),
                    List.of(),
                    answer.failed().contains(first.row()));
        }
        List<@Nullable Object[]> found = new ArrayList<>();
        for (int row = 0; row < Math.min(2, answer.rows().size()); row++) {
            found.add(values(inquiry, answer.rows(), row));
        }
        return Outcome.of(inquiry, found);
    }

    /** What the inquiry wants of a row. */
    static @Nullable Object[] values(Inquiry inquiry, Batch rows, int row) {
        return inquiry.output().stream()
                .map(column -> rows.value(row, rows.schema().position(column)))
                .toArray();
    }

    @Override
    public void giveUp() {
        // the connector does, by its own clock
    }

    @Override
    public void close() {
        session.close();
    }
}
