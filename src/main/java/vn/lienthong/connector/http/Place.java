package vn.lienthong.connector.http;

import vn.lienthong.connector.Settings;

/**
 * Where requests go.
 *
 * @param host as its certificate names it
 * @param encrypted whether TLS is spoken there
 */
public record Place(String host, int port, boolean encrypted) {
    /** The partner's API. */
    public static Place api(Settings settings) {
        return new Place(settings.text("host"), settings.integer("port"), encrypted(settings));
    }

    /** Where tokens are given; the same system where no other is named. */
    public static Place tokens(Settings settings) {
        Place api = api(settings);
        return settings.optionalText("token_host")
                .map(host -> new Place(host, settings.integer("token_port"), api.encrypted()))
                .orElse(api);
    }

    private static boolean encrypted(Settings settings) {
        return !settings.text("tls").equals("off");
    }

    /** {@code https} or {@code http}. */
    public String scheme() {
        return encrypted ? "https" : "http";
    }
}
