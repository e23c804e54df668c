package vn.lienthong.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.LookUp;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/** A question to a partner's system, asked by one of its operations: at its pace, not while it is left alone, and for no longer than said. */
final class OperationLookUp implements LookUp {
    private final Session session;
    private final Operation operation;
    private final Partner partner;
    private final OpenLookUps.Question question;
    private final Schema input;
    private final Schema schema;
    private Duration most = OpenLookUps.LIMIT;

    OperationLookUp(Session session, Operation operation, Partner partner, OpenLookUps.Question question) {
        this.session = session;
        this.operation = operation;
        this.partner = partner;
        this.question = question;
        Schema all = schema(operation, question.by());
        this.input = chosen(all, question.by());
        this.schema = chosen(all, question.columns());
    }

    /** What is asked with, as it is given, and beside it what is answered. */
    static Schema schema(Operation operation, List<String> by) {
        Map<String, Column> columns = new LinkedHashMap<>();
        operation.output().columns().forEach(column -> columns.put(column.name(), column));
        for (String name : by) {
            Column given = operation.input().column(name);
            if (given != null) {
                columns.put(name, given);
            }
        }
        return new Schema(List.copyOf(columns.values()));
    }

    /** Some of them, in this order. */
    static Schema chosen(Schema all, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            Column column = all.column(name);
            if (column == null) {
                throw new HubException(ServiceError.COLUMN_GONE, Map.of("column", name));
            }
            columns.add(column);
        }
        return new Schema(columns);
    }

    /** The next question has so long, with waiting for its turn and asking again. */
    void within(Duration left) {
        most = left;
    }

    @Override
    public Batch find(List<Object> values) {
        partner.ask();
        Answer answer;
        try {
            List<@Nullable Object[]> asked = new ArrayList<>();
            asked.add(values.toArray());
            answer = ((Calls) session).call(operation, RowBatch.of(input, asked, 1), most);
        } catch (RuntimeException failed) {
            settle(failed);
            throw failed;
        }
        if (answer.failed().isEmpty()) {
            partner.answered();
        } else {
            partner.failed();
        }
        if (!answer.rejected().isEmpty()) {
            throw refused(answer);
        }
        return rows(answer.rows(), values);
    }

    private void settle(RuntimeException failed) {
        if (failed instanceof HubException known && Partner.isHis(known)) {
            partner.failed();
        } else {
            partner.notAsked();
        }
    }

    /** The partner's words are for nobody but whoever looks after the connector; of his refusals the code tells which they are. */
    private HubException refused(Answer answer) {
        String why = answer.rejected().get(0).code();
        if (!answer.failed().isEmpty()) {
            return new HubException(ServiceError.PARTNER_FAULT, Map.of("dataset", question.dataset(), "why", why));
        }
        return why.endsWith(".declined") || why.endsWith(".input_missing")
                ? new HubException(ServiceError.ASK_DECLINED, Map.of())
                : new HubException(ServiceError.ANSWER_UNFIT, Map.of("dataset", question.dataset(), "why", why));
    }

    /** By the columns wanted: what was asked with stands there as it was given, unless the answer is about something else. */
    private Batch rows(Batch answered, List<Object> values) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int row = 0; row < answered.size() && rows.size() < question.most(); row++) {
            Object[] wanted = new Object[schema.size()];
            for (int column = 0; column < wanted.length; column++) {
                String name = schema.column(column).name();
                int given = question.by().indexOf(name);
                int at = answered.schema().position(name);
                Object found = at < 0 ? null : answered.value(row, at);
                boolean own = given >= 0 && (at < 0 || same(values.get(given), found));
                wanted[column] = given < 0 ? found : own ? values.get(given) : null;
            }
            rows.add(wanted);
        }
        return RowBatch.of(schema, rows, 1);
    }

    /** Partners write what they were asked as text or as what it is. */
    private static boolean same(Object given, @Nullable Object found) {
        return found != null
                && (SameValue.same(given, found) || Objects.toString(given).equals(Objects.toString(found)));
    }

    @Override
    public void close() {
        session.close();
    }
}
