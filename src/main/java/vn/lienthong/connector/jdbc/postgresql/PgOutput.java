package vn.lienthong.connector.jdbc.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of the server's {@code pgoutput} plug-in, protocol version 1: whole transactions in the order of their commits.
 * The formats are those of chapter "Logical Replication Message Formats" of PostgreSQL's documentation.
 */
final class PgOutput {
    private final Listener listener;
    private final Map<Integer, Relation> relations = new HashMap<>();
    private final Tuple old = new Tuple();
    private final Tuple current = new Tuple();
    private byte[] data = new byte[0];
    private int at;

    PgOutput(Listener listener) {
        this.listener = listener;
    }

    /** Told of what the messages say, as far as it wants to know; tuples are valid during the call only. */
    interface Listener {
        void begin(FollowPosition.Applied transaction);

        /** The transaction is whole; following may go on at {@code end}. */
        default void commit(long end, long micros) {}

        default void relation(Relation relation) {}

        default void arrived(Relation relation, Tuple row) {}

        /** {@code before} is there where the key changed, as the key alone, or where the table gives whole rows. */
        default void changed(Relation relation, @Nullable Tuple before, Tuple row) {}

        default void gone(Relation relation, Tuple before) {}

        default void emptied(Relation relation) {}

        /** An application has written this into the log; told only where the messages were asked for with these. */
        default void word(String prefix, String content) {}
    }

    /**
     * A table as the changes describe it.
     *
     * @param names column names in order
     * @param types numbers and modifiers of their types, for telling whether the table got another shape
     * @param identity the columns that are told of a row before it changed or went
     */
    record Relation(int id, String schema, String name, List<String> names, List<Long> types, Set<String> identity) {}

    /** The fields of a row in textual form, pointing into the message. */
    static final class Tuple {
        static final byte NULL = 'n';
        static final byte UNCHANGED = 'u';

        byte[] data = new byte[0];
        int size;
        /** Whether it is a row; else it is its key, and what else it seems to hold is nothing. */
        boolean whole;

        byte[] kinds = new byte[16];
        int[] starts = new int[16];
        int[] lengths = new int[16];

        private void room(int fields) {
            size = fields;
            if (kinds.length < fields) {
                kinds = new byte[fields];
                starts = new int[fields];
                lengths = new int[fields];
            }
        }
    }

    /** Takes one message. */
    void message(byte[] message, int start) {
        data = message;
        at = start;
        switch (data[at++]) {
            case 'B' -> listener.begin(FollowPosition.Applied.of(int8(), int8(), int4() & 0xFFFFFFFFL));
            case 'C' -> {
                at += 9;
                long end = int8();
                listener.commit(end, int8());
            }
            case 'R' -> relation();
            case 'I' -> {
                Relation relation = known();
                at++;
                listener.arrived(relation, tuple(current));
            }
            case 'U' -> changed();
            case 'D' -> {
                Relation relation = known();
                listener.gone(relation, tupleAfterMark(old));
            }
            case 'T' -> emptied();
            case 'M' -> word();
            default -> {
                // types and origins carry no rows
            }
        }
    }

    private void changed() {
        Relation relation = known();
        Tuple before = data[at] == 'N' ? null : tupleAfterMark(old);
        at++;
        listener.changed(relation, before, tuple(current));
    }

    private Tuple tupleAfterMark(Tuple into) {
        into.whole = data[at++] == 'O';
        return tuple(into);
    }

    private void emptied() {
        int count = int4();
        at++;
        for (int i = 0; i < count; i++) {
            Relation relation = relations.get(int4());
            if (relation != null) {
                listener.emptied(relation);
            }
        }
    }

    private void relation() {
        int id = int4();
        String schema = text();
        String name = text();
        at++;
        int count = int2();
        List<String> names = new ArrayList<>(count);
        List<Long> types = new ArrayList<>(count);
        Set<String> identity = new HashSet<>();
        for (int i = 0; i < count; i++) {
            boolean told = (data[at++] & 1) != 0;
            names.add(text());
            if (told) {
                identity.add(names.get(i));
            }
            types.add((long) int4() << 32 | int4() & 0xFFFFFFFFL);
        }
        // an empty schema stands for pg_catalog
        Relation relation = new Relation(
                id,
                schema.isEmpty() ? "pg_catalog" : schema,
                name,
                List.copyOf(names),
                List.copyOf(types),
                Set.copyOf(identity));
        relations.put(id, relation);
        listener.relation(relation);
    }

    private void word() {
        at += 9;
        String prefix = text();
        int length = int4();
        listener.word(prefix, new String(data, at, length, StandardCharsets.UTF_8));
    }

    private Relation known() {
        Relation relation = relations.get(int4());
        if (relation == null) {
            throw new IllegalStateException("a change of a table that was not described");
        }
        return relation;
    }

    private Tuple tuple(Tuple into) {
        int fields = int2();
        into.room(fields);
        into.data = data;
        for (int i = 0; i < fields; i++) {
            into.kinds[i] = data[at++];
            if (into.kinds[i] == 't') {
                into.lengths[i] = int4();
                into.starts[i] = at;
                at += into.lengths[i];
            }
        }
        return into;
    }

    private int int2() {
        int value = Bytes.int2(data, at);
        at += 2;
        return value;
    }

    private int int4() {
        int value = Bytes.int4(data, at);
        at += 4;
        return value;
    }

    private long int8() {
        long value = Bytes.int8(data, at);
        at += 8;
        return value;
    }

    private String text() {
        int start = at;
        while (data[at] != 0) {
            at++;
        }
        return new String(data, start, at++ - start, StandardCharsets.UTF_8);
    }
}
