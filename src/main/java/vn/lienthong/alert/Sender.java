package vn.lienthong.alert;

import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** Hands a message over by channels of one type. Any thread, several at once; never longer than {@link Posting#WALL}. */
interface Sender {
    /** Which type. */
    Channel.Type type();

    /**
     * Hands it over; returns when the other side has taken it.
     *
     * @param secret of the channel, null where it has none; the caller closes it
     * @throws HubException when it has not, or that is not known
     */
    void send(Channel channel, Message message, @Nullable Secret secret);
}
