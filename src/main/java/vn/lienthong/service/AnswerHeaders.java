package vn.lienthong.service;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What HTTP says beside an answer to a program, by REST and by SOAP alike. */
final class AnswerHeaders {
    private AnswerHeaders() {}

    /**
     * The headers by name, in the order in which they are sent.
     *
     * @param seconds after how many it may come again, null where nothing is said of it
     * @param more what else is said
     */
    static Map<String, String> of(int status, String type, @Nullable Long seconds, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, type);
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == 401) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"lienthong\"");
        }
        if (status == 403) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"lienthong\", error=\"insufficient_scope\"");
        }
        if (seconds != null) {
            headers.put(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        headers.putAll(more);
        return headers;
    }
}
