package vn.lienthong.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.mapping.Inquiry;
import vn.lienthong.mapping.Reply;

/** A way of asking one partner one question after the other. One thread at a time. */
interface Asker extends AutoCloseable {
    /**
     * What came back.
     *
     * @param rows of an answer, by the inquiry's output; none of a refusal
     * @param failed whether it is the partner's system that failed at this question
     */
    record Outcome(Reply reply, List<@Nullable Object[]> rows, boolean failed) {
        static Outcome of(Inquiry inquiry, List<@Nullable Object[]> rows) {
            return new Outcome(Asker.reply(inquiry, rows), rows, false);
        }
    }

    /** What rows are as a reply: a row that was looked for is one, or none. */
    static Reply reply(Inquiry inquiry, List<@Nullable Object[]> rows) {
        return switch (rows.size()) {
            case 0 -> Reply.none();
            case 1 -> Reply.found(rows.get(0));
            default -> Reply.several(inquiry);
        };
    }

    /**
     * Asks once.
     *
     * @param values of the inquiry's input, in its order; null where an input is not given
     * @throws vn.lienthong.kernel.HubException where no question can be asked now
     */
    Outcome ask(List<@Nullable Object> values);

    /** Gives up waiting for an answer, from any thread, where nothing else bounds the time. */
    void giveUp();

    @Override
    void close();
}
