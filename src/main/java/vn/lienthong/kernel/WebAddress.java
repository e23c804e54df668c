package vn.lienthong.kernel;

import java.net.URI;

/** Addresses of the web that an operator names in a variable. */
public final class WebAddress {
    private WebAddress() {}

    /** Whether it is one of http or https with a host, and without name or password in it, which would be told on. */
    public static boolean is(String text) {
        try {
            URI uri = URI.create(text.strip());
            return uri.getHost() != null
                    && String.valueOf(uri.getScheme()).matches("https?")
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException none) {
            return false; // the answer, not a failure
        }
    }
}
