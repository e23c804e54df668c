package vn.lienthong.connector.changes;

import com.github.shyiko.mysql.binlog.GtidSet;
import com.github.shyiko.mysql.binlog.MariadbGtidSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Tells a listener in plain words what the engine's records say. Used on the engine's thread. */
final class BinlogRecords {
    private static final Pattern MAKES_TABLE =
            Pattern.compile("\\bcreate\\s+(or\\s+replace\\s+)?table\\b", Pattern.CASE_INSENSITIVE);

    private final List<String> columns;
    private final BinlogListener listener;
    private final boolean mysql;
    private GtidSet done;
    /** The transaction that is under way, or whose end is not yet known. */
    private @Nullable String open;

    private int beats;
    /** Where the server was asked last what it has. */
    private @Nullable BinlogPlace asked;

    private @Nullable Schema shape;
    private @Nullable Field[] fields = new @Nullable Field[0];

    BinlogRecords(BinlogSource source, BinlogListener listener) {
        this.columns = source.columns();
        this.listener = listener;
        this.mysql = source.mysql();
        this.done = source.mysql()
                ? new GtidSet(source.after().gtids())
                : new MariadbGtidSet(source.after().gtids());
    }

    void take(SourceRecord record) {
        if (!(record.value() instanceof Struct value)) {
            return;
        }
        Schema kind = value.schema();
        if (kind.field("op") != null) {
            change(record, value);
        } else if (kind.field("status") != null) {
            bound(record, value);
        } else if (kind.field("ddl") != null) {
            alone(value);
            statement(record, value.getString("ddl"));
        } else {
            beat(record);
        }
        listener.heard();
    }

    /** With the second sign of life after a beginning, the statement that may stand there alone has been told. */
    private void beat(SourceRecord record) {
        beats++;
        if (beats == 2 && open != null && listener.standsAlone(place(record))) {
            close(record, null);
        } else if (mysql && open == null && beats >= 2) {
            askWhereItEnds(place(record));
        }
    }

    /** MySQL's log says nothing of a statement that shapes another table: where one is the last word, the server is asked. */
    private void askWhereItEnds(BinlogPlace place) {
        if (place.equals(asked)) {
            return;
        }
        asked = place;
        String all = listener.allUpTo(place);
        if (all != null) {
            moveOn(all, place);
        }
    }

    private void moveOn(String gtids, BinlogPlace mark) {
        GtidSet more = new GtidSet(gtids);
        if (done.isContainedWithin(more) && !more.isContainedWithin(done)) {
            done = more;
            listener.end(done.toString(), mark, null);
        }
    }

    private void bound(SourceRecord record, Struct value) {
        String transaction = value.getString("id");
        if (value.getString("status").equals("BEGIN")) {
            // a statement that shapes a table is a transaction whose end the log does not tell
            close(record, null);
            if (mysql) {
                // what came before and was not told of is done with
                moveOn(place(record).gtids(), place(record));
            }
            open = transaction;
            beats = 0;
            listener.begin();
        } else {
            open = transaction;
            close(record, Instant.ofEpochMilli(value.getInt64("ts_ms")));
        }
    }

    /** MySQL does not tell where a statement begins that is a transaction of its own. */
    private void alone(Struct value) {
        if (mysql && open == null) {
            open = value.getStruct("source").getString("gtid");
            listener.begin();
        }
    }

    private void close(SourceRecord record, @Nullable Instant at) {
        String transaction = open;
        if (transaction == null) {
            return;
        }
        BinlogPlace mark = place(record);
        done.add(transaction);
        open = null;
        listener.end(done.toString(), mark, at);
    }

    /** Where the transaction begins that is under way. */
    private static BinlogPlace place(SourceRecord record) {
        Map<String, ?> offset = record.sourceOffset();
        // a server whose log has just begun has none
        Object gtids = offset.get("gtids");
        return new BinlogPlace(
                gtids == null ? "" : gtids.toString(),
                String.valueOf(offset.get("file")),
                ((Number) offset.get("pos")).longValue());
    }

    private void statement(SourceRecord record, String ddl) {
        listener.reshaped(ddl);
        // rows may follow in the transaction that makes a table, nowhere else; in MySQL it has a beginning then
        if (mysql || !MAKES_TABLE.matcher(ddl).find()) {
            close(record, null);
        }
    }

    private void change(SourceRecord record, Struct value) {
        if (value.getString("op").equals("t")) {
            alone(value);
            listener.emptied();
            close(record, null);
            return;
        }
        listener.row(row(value.getStruct("before")), row(value.getStruct("after")));
    }

    private @Nullable Object @Nullable [] row(@Nullable Struct row) {
        if (row == null) {
            return null;
        }
        if (row.schema() != shape) {
            learn(row.schema());
        }
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int i = 0; i < values.length; i++) {
            Field field = fields[i];
            Object value = field == null ? PlainValues.UNSAID : row.getWithoutDefault(field.name());
            values[i] = value == PlainValues.UNSAID ? BinlogListener.UNSAID : value;
        }
        return values;
    }

    private void learn(Schema other) {
        @Nullable Field[] found = new @Nullable Field[columns.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = other.field(columns.get(i));
            if (found[i] == null && !listener.missing(columns.get(i))) {
                throw new IllegalStateException("a wanted column is gone");
            }
        }
        fields = found;
        shape = other;
    }
}
