package vn.lienthong.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one look-up asks for a batch: each distinct question once, and the replies as they come. */
public final class Questions {
    private static final Reply NOT_ASKED = Reply.none();

    private final Inquiry inquiry;
    private final List<List<@Nullable Object>> distinct = new ArrayList<>();
    private final Map<List<@Nullable Object>, Integer> numbers = new HashMap<>();
    private final List<@Nullable Reply> replies = new ArrayList<>();
    /** For each row the number of its question; -1 where it asks nothing. */
    private final int[] ofRow;

    private final Map<Integer, Reply> refusedRows = new HashMap<>();

    Questions(Inquiry inquiry, int rows) {
        this.inquiry = inquiry;
        this.ofRow = new int[rows];
        Arrays.fill(ofRow, -1);
    }

    /** Whom it asks and with what. */
    public Inquiry inquiry() {
        return inquiry;
    }

    /** How many distinct questions there are. */
    public int size() {
        return distinct.size();
    }

    /** The values of one question, in the order of {@link Inquiry#input}; null where an input is not given. */
    public List<@Nullable Object> values(int question) {
        return distinct.get(question);
    }

    /** Takes the reply to one question. Threads may reply at once, each to questions of its own. */
    public synchronized void reply(int question, Reply reply) {
        replies.set(question, reply);
    }

    void ask(int row, List<@Nullable Object> values) {
        Integer known = numbers.get(values);
        if (known == null) {
            known = distinct.size();
            numbers.put(values, known);
            distinct.add(values);
            replies.add(null);
        }
        ofRow[row] = known;
    }

    void refuse(int row, Fault why) {
        refusedRows.put(row, Reply.refused(why));
    }

    boolean asks(int row) {
        return ofRow[row] >= 0;
    }

    Reply of(int row) {
        int question = ofRow[row];
        if (question < 0) {
            return refusedRows.getOrDefault(row, NOT_ASKED);
        }
        Reply reply = replies.get(question);
        if (reply == null) {
            throw new IllegalStateException(
                    "nobody asked for look_up." + inquiry.rule().name());
        }
        return reply;
    }
}
