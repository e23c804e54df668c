package vn.lienthong.alert;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/**
 * A way by which people are told.
 *
 * @param agency whose it is: where it may go is listed for that agency
 * @param language of its messages
 * @param certificate an authority that alone is believed, PEM; null for those that Java believes
 * @param username who signs in; null where nobody does
 * @param keepsSecret whether it has a secret
 * @param from the mailbox that messages come from; null where it is none
 * @param to who gets them
 * @param path where they are taken; null where the type says it
 * @param tokenHost where its tokens are given; its own host where the type knows none
 * @param app the number of the application that a Zalo account lets write for it; null of other types
 */
record Channel(
        String name,
        Type type,
        AgencyCode agency,
        Locale language,
        String host,
        int port,
        Tls tls,
        @Nullable String certificate,
        @Nullable String username,
        boolean keepsSecret,
        @Nullable String from,
        List<String> to,
        @Nullable String path,
        String tokenHost,
        int tokenPort,
        @Nullable String app) {
    /** What kind it is. */
    enum Type {
        EMAIL,
        WEBHOOK,
        TELEGRAM,
        ZALO
    }

    /** When encryption begins. */
    enum Tls {
        ON,
        STARTTLS,
        OFF
    }

    /** The field of its secret; a Zalo account has the begin of its tokens beside it. */
    static final String SECRET = "secret";

    /** Who owns its secret in the vault; no connector can have such a name. */
    String owner() {
        return owner(name);
    }

    static String owner(String channel) {
        return "alert_" + channel;
    }

    /** What its secret opens: given for one place, it is used for no other. */
    String use() {
        return type + " " + host + ":" + port + " " + tls + " " + username + " " + tokenHost + ":" + tokenPort;
    }

    /** The secrets that it needs from people. */
    public List<String> fields() {
        if (!keepsSecret) {
            return List.of();
        }
        return type == Type.ZALO ? List.of(SECRET, ZaloTokens.REFRESH) : List.of(SECRET);
    }

    /** Where it leads, for people; who is behind it is not said. */
    public String place() {
        return host + ":" + port;
    }
}
