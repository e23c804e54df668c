package vn.lienthong.connector.http;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.connector.Settings;

/**
 * The names that may be shown: those that stand in a connector's settings, which whoever sees exchanges can read as well, and those of
 * the standards. Any other name may be a person's, where a partner makes lists by names or ids.
 */
public final class KnownNames {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");
    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"'<>\\s]{1,300})[\"']");
    private static final Pattern OPENS_DOORS =
            Pattern.compile("(?i).*(auth|cookie|key|token|secret|signature|password|session).*");
    /** Of SOAP and WS-Security, of problems in JSON (RFC 9457) and of tokens (RFC 6749). */
    private static final Set<String> OF_STANDARDS = Set.of(
            ("Envelope Header Body Fault faultcode faultstring faultactor detail Code Subcode Value Reason Text Node Role Detail"
                            + " Security Timestamp Created Expires UsernameToken Username Password Nonce BinarySecurityToken"
                            + " Signature nil mustUnderstand lang id type title status instance errors error message code path"
                            + " timestamp error_description error_uri access_token token_type expires_in scope grant_type"
                            + " client_id client_secret")
                    .split(" "));

    private final Set<String> names = new HashSet<>(OF_STANDARDS);
    private final Set<String> namespaces = new HashSet<>(Set.of(
            "http://schemas.xmlsoap.org/soap/envelope/",
            "http://www.w3.org/2003/05/soap-envelope",
            "http://www.w3.org/2001/XMLSchema-instance"));

    private final String keyHeader;

    /** Those of a connector. */
    public KnownNames(Settings settings) {
        this.keyHeader = settings.optionalText("api_key_header").orElse("");
        take(settings.values());
    }

    /** Whether a header of this name may hold what opens doors. */
    boolean opensDoors(String header) {
        return header.equalsIgnoreCase(keyHeader) || OPENS_DOORS.matcher(header).matches();
    }

    private void take(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                take(key);
                take(each);
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(this::take);
        } else if (value instanceof String text) {
            for (Matcher name = NAME.matcher(text); name.find(); ) {
                names.add(name.group());
            }
            for (Matcher quoted = QUOTED.matcher(text); quoted.find(); ) {
                namespaces.add(quoted.group(1));
            }
        }
    }

    /** The name, or what is shown in its place. */
    public String name(String name) {
        return names.contains(name) ? name : MaskedValue.of(name);
    }

    /** The namespace, or an action, as a description quotes it; or what is shown in its place. */
    public String quoted(String namespace) {
        return namespaces.contains(namespace) ? namespace : MaskedValue.of(namespace);
    }
}
