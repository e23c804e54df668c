package vn.lienthong.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Name;

/**
 * What an envelope itself shows of its sender (WS-Security 1.1): a name and a secret, beside a nonce and a time that make it one of a kind.
 * Nothing else is read from such a header, and one that holds anything else is none.
 *
 * @param nonce what no other envelope of the sender has
 */
record EnvelopeToken(String name, String secret, byte[] nonce) {
    static final String SPACE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    static final String HEADER = "Security";

    /** How old an envelope may be, and for how long its nonce is kept at least. */
    static final Duration FRESH = Duration.ofMinutes(5);

    private static final Duration AHEAD = Duration.ofMinutes(1);
    static final String UTILITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private static final String TEXT =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
    static final String BASE64 =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    private static final int FEWEST_BYTES = 16;
    private static final int MOST_BYTES = 64;

    /** Whether an envelope has such a header, whatever is in it. */
    static boolean shown(Element envelope) {
        return !headers(envelope).isEmpty();
    }

    /** What it shows, where that is whole and of now. */
    static Optional<EnvelopeToken> of(Element envelope, Instant now) {
        List<Element> headers = headers(envelope);
        if (headers.size() != 1) {
            return Optional.empty();
        }
        Map<String, Element> security = parts(headers.get(0), Set.of("UsernameToken", "Timestamp"));
        if (security.isEmpty() || !timestampLasts(security.get("Timestamp"), now)) {
            return Optional.empty();
        }
        return token(security.get("UsernameToken"), now);
    }

    /** Whether an envelope's header holds a signature, whatever that signs. */
    static boolean signed(Element envelope) {
        return headers(envelope).stream()
                .flatMap(header -> header.children().stream())
                .anyMatch(shown -> shown.name().local().equals("Signature"));
    }

    /** Whether an envelope has one such header, and the one timestamp in it is of now. */
    static boolean lasts(Element envelope, Instant now) {
        List<Element> headers = headers(envelope);
        List<Element> times = headers.size() != 1
                ? List.of()
                : headers.get(0).children().stream()
                        .filter(shown -> shown.is(UTILITY, "Timestamp"))
                        .toList();
        return times.size() == 1 && timestampLasts(times.get(0), now);
    }

    private static List<Element> headers(Element envelope) {
        return envelope.children().stream()
                .filter(part -> part.name().local().equals("Header"))
                .flatMap(header -> header.children().stream())
                .filter(header -> header.is(SPACE, HEADER))
                .toList();
    }

    private static boolean timestampLasts(Element timestamp, Instant now) {
        Map<String, Element> times = parts(timestamp, Set.of("Created", "Expires"));
        if (!timestamp.is(UTILITY, "Timestamp") || times.isEmpty()) {
            return false;
        }
        Instant expires = moment(times.get("Expires"));
        return fresh(moment(times.get("Created")), now) && expires != null && expires.isAfter(now);
    }

    private static Optional<EnvelopeToken> token(Element shown, Instant now) {
        Map<String, Element> parts = parts(shown, Set.of("Username", "Password", "Nonce", "Created"));
        if (!shown.is(SPACE, "UsernameToken") || parts.isEmpty() || !fresh(moment(parts.get("Created")), now)) {
            return Optional.empty();
        }
        boolean plain = TEXT.equals(parts.get("Password").attributes().get(new Name("", "Type")));
        @Nullable String encoding = parts.get("Nonce").attributes().get(new Name("", "EncodingType"));
        byte[] nonce = bytes(parts.get("Nonce").text().strip());
        boolean good = plain
                && (encoding == null || encoding.equals(BASE64))
                && nonce.length >= FEWEST_BYTES
                && nonce.length <= MOST_BYTES;
        return good
                ? Optional.of(new EnvelopeToken(
                        parts.get("Username").text().strip(),
                        parts.get("Password").text(),
                        nonce))
                : Optional.empty();
    }

    /** The children by name, where these are there, each once, and no others; else none. */
    private static Map<String, Element> parts(Element parent, Set<String> wanted) {
        Map<String, Element> parts = new HashMap<>();
        for (Element child : parent.children()) {
            boolean known =
                    child.name().space().equals(SPACE) || child.name().space().equals(UTILITY);
            if (!known || parts.put(child.name().local(), child) != null) {
                return Map.of();
            }
        }
        return parts.keySet().equals(wanted) ? parts : Map.of();
    }

    private static boolean fresh(@Nullable Instant created, Instant now) {
        return created != null && created.isAfter(now.minus(FRESH)) && created.isBefore(now.plus(AHEAD));
    }

    private static @Nullable Instant moment(Element written) {
        try {
            return OffsetDateTime.parse(written.text().strip()).toInstant();
        } catch (DateTimeException none) {
            return null; // it then counts as no time at all
        }
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException none) {
            return new byte[0]; // too short to count
        }
    }

    @Override
    public String toString() {
        return "EnvelopeToken[]";
    }
}
