package vn.lienthong.alert;

import java.util.Map;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Says what went wrong on the way to a channel. Nothing of what the other side answered becomes part of it. */
final class Failures {
    private Failures() {}

    static HubException notReached(Channel channel, Exception failed) {
        Throwable last = failed;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        return notReached(channel, Text.same(message + "."), failed);
    }

    /** The way there is closed, or leads nowhere. */
    static HubException noWay(Channel channel, HubException why) {
        if (why.code().room().equals("alert")) {
            return why;
        }
        if (why.code().kind() == ErrorKind.DENIED) {
            return new HubException(
                    AlertError.PLACE_NOT_LISTED,
                    Map.of(
                            "channel",
                            channel.name(),
                            "agency",
                            channel.agency(),
                            "host",
                            why.arguments().get("host"),
                            "port",
                            why.arguments().get("port")));
        }
        return notReached(channel, new Text("không có máy chủ tên này.", "there is no host of this name."), why);
    }

    private static HubException notReached(Channel channel, Text why, Exception failed) {
        return new HubException(
                AlertError.NOT_REACHED,
                Map.of("channel", channel.name(), "place", channel.place(), "why", why),
                failed);
    }

    static HubException refused(Channel channel, Object status) {
        return new HubException(
                AlertError.REFUSED, Map.of("channel", channel.name(), "place", channel.place(), "status", status));
    }

    static HubException signIn(Channel channel) {
        return new HubException(
                AlertError.SIGN_IN_REFUSED, Map.of("channel", channel.name(), "place", channel.place()));
    }
}
