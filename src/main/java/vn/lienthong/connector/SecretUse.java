package vn.lienthong.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a connector's secrets open: with another host, port, encryption (also another authority that is believed) or user they must not be sent. */
final class SecretUse {
    private static final Set<String> DECIDING = Set.of(
            "host",
            "port",
            "username",
            "user",
            "client_id",
            "domain",
            "base_url",
            "url",
            "security",
            "security_username",
            "proxy",
            "ca_certificate");

    private SecretUse() {}

    /** A mark that changes with any of them. */
    static String of(Connector connector) {
        Map<String, Object> deciding = new TreeMap<>(connector.settings());
        deciding.keySet()
                .removeIf(key -> !DECIDING.contains(key) && !key.startsWith("tls") && !key.startsWith("token_"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((connector.type() + deciding).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }
}
