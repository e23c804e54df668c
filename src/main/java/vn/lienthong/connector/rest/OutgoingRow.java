package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Outbox;
import vn.lienthong.connector.Verdict;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;

/** A row on its way to a partner. One thread at a time. */
final class OutgoingRow {
    final Batch batch;
    final int number;
    final UUID key;
    final UUID content;
    final ObjectNode body;
    Outbox.Entry entry;
    /** Whether its version was raised above one that the partner has. */
    boolean raised;

    @Nullable
    Verdict verdict;

    @Nullable
    Rejection rejection;

    /** @param before what is known of its key; null where nothing is */
    OutgoingRow(Batch batch, int number, UUID key, UUID content, ObjectNode body, Outbox.@Nullable Entry before) {
        this.batch = batch;
        this.number = number;
        this.key = key;
        this.content = content;
        this.body = body;
        this.entry = before != null && before.open() ? before : Outbox.Entry.of(key, content, before);
    }

    /** Whether this very version is what may have arrived. */
    boolean comesAgain() {
        return entry.open() && entry.content().equals(content);
    }

    /** What is to be sent next: under the same name where it is the same version. */
    Outbox.Entry next() {
        return entry.content().equals(content) ? entry : Outbox.Entry.of(key, content, entry);
    }

    /** To be sent as a version above the one that the partner has. */
    void raise(long theirs) {
        raised = true;
        entry = Outbox.Entry.of(key, content, entry.numbered(Math.max(entry.version(), theirs)));
    }

    /** Whether a column says yes; not where the row has no such column. */
    boolean isTrue(@Nullable String column) {
        int position = column == null ? -1 : batch.schema().position(column);
        return position >= 0 && Boolean.TRUE.equals(batch.value(number, position));
    }

    /** The value of a column as part of a path; null where it has none. */
    @Nullable
    String text(String column) {
        Object value = batch.value(number, batch.schema().position(column));
        return value == null ? null : RowBody.text(value);
    }
}
