package vn.lienthong.connector.http;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;

/** Shows headers: what HTTP itself needs as it is, of others the form, of what opens doors nothing. */
final class MaskedHeaders {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/problem+json",
            "application/soap+xml",
            "application/wsdl+xml",
            "application/x-www-form-urlencoded",
            "application/xml",
            "application/octet-stream",
            "application/pdf",
            "multipart/related",
            "text/html",
            "text/plain",
            "text/xml",
            "*/*");
    private static final List<String> WAYS_IN = List.of("Basic", "Bearer", "Digest", "Negotiate");

    static {
        NAMES.addAll(List.of(
                ("Accept Accept-Encoding Accept-Language Accept-Ranges Age Allow Authorization Cache-Control Connection"
                                + " Content-Disposition Content-Encoding Content-Language Content-Length Content-Location"
                                + " Content-Type Date ETag Expires Keep-Alive Last-Modified Link Location Pragma Retry-After"
                                + " Proxy-Authorization Server Set-Cookie SOAPAction Strict-Transport-Security Transfer-Encoding Vary Via WWW-Authenticate")
                        .split(" ")));
    }

    private MaskedHeaders() {}

    static void write(Header[] headers, KnownNames names, MaskedText into) {
        for (Header header : headers) {
            String name = header.getName();
            String value = header.getValue() == null ? "" : header.getValue();
            into.line(0)
                    .add(NAMES.contains(name) ? name : names.name(name))
                    .add(": ")
                    .add(shown(name.toLowerCase(Locale.ROOT), value, names));
        }
    }

    private static String shown(String name, String value, KnownNames names) {
        return switch (name) {
            case "content-type" -> type(value);
            case "accept" ->
                Arrays.stream(value.split(",")).map(MaskedHeaders::type).collect(Collectors.joining(", "));
            case "content-encoding", "accept-encoding" ->
                Set.of("gzip", "identity").contains(value) ? value : MaskedValue.of(value);
            case "content-length", "retry-after" -> NUMBER.matcher(value).matches() ? value : MaskedValue.of(value);
            case "soapaction" -> names.quoted(value.replace("\"", ""));
            case "www-authenticate" ->
                WAYS_IN.stream().filter(value::startsWith).findFirst().orElse("") + MaskedValue.REMOVED;
            default -> names.opensDoors(name) ? MaskedValue.REMOVED : MaskedValue.of(value);
        };
    }

    /** The type and its encoding, as far as they are any that there are. */
    private static String type(String value) {
        ContentType type = ContentType.parseLenient(value.strip());
        if (type == null || !TYPES.contains(type.getMimeType().toLowerCase(Locale.ROOT))) {
            return MaskedValue.of(value);
        }
        Charset charset = type.getCharset();
        return type.getMimeType().toLowerCase(Locale.ROOT) + (charset == null ? "" : "; charset=" + charset.name());
    }
}
