package vn.lienthong.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.mapping.Reply;

/** A way of asking one partner one question after the other. One thread at a time. */
interface Asker extends AutoCloseable {
    /**
     * What came back.
     *
     * @param failed whether it is the partner's system that failed at this question
     */
    record Outcome(Reply reply, boolean failed) {}

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
