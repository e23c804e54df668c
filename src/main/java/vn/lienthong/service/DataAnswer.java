package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a program gets.
 *
 * @param status of HTTP
 * @param seconds after how many it may come again, null where nothing is said of it
 * @param headers what else is said of it, by name
 */
record DataAnswer(
        int status, String contentType, Body body, @Nullable Long seconds, Map<String, String> headers) {
    private static final String PROBLEM = "application/problem+json";
    private static final String JSON = "application/json";

    /** What is sent. */
    interface Body {
        /** Writes it as it comes; whoever calls does so once. */
        void writeTo(OutputStream out) throws IOException;

        /** How long it is in bytes, empty where that shows only when it is written. */
        default OptionalInt length() {
            return OptionalInt.empty();
        }
    }

    /** What is there as a whole. */
    record Whole(byte[] bytes) implements Body {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }

        @Override
        public OptionalInt length() {
            return OptionalInt.of(bytes.length);
        }
    }

    /** A page of a list. */
    static DataAnswer of(ListBody page) {
        return new DataAnswer(200, JSON, page, null, Map.of());
    }

    /** Sends it, with what is said beside it. */
    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setHeader(HttpHeaders.CONTENT_TYPE, contentType);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == 401) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"lienthong\"");
        }
        if (seconds != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        headers.forEach(response::setHeader);
        body.length().ifPresent(response::setContentLength);
        body.writeTo(response.getOutputStream());
    }

    /** Rows, by the agreement's columns. */
    static DataAnswer of(ObjectMapper json, ServiceId service, List<Map<String, Object>> rows) {
        List<Map<String, Object>> written = new ArrayList<>();
        rows.forEach(row -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            row.forEach((column, value) -> fields.put(column, written(value)));
            written.add(fields);
        });
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("service", service.toString());
        whole.put("rows", written);
        return new DataAnswer(200, JSON, bytes(json, whole), null, Map.of());
    }

    /** A description. */
    static DataAnswer of(ObjectMapper json, Map<String, Object> document) {
        return new DataAnswer(200, JSON, bytes(json, document), null, Map.of());
    }

    /** A description in XML. */
    static DataAnswer xml(String document) {
        return new DataAnswer(
                200, "text/xml;charset=UTF-8", new Whole(document.getBytes(StandardCharsets.UTF_8)), null, Map.of());
    }

    /** The same, with more said beside it. */
    DataAnswer with(Map<String, String> more) {
        return new DataAnswer(status, contentType, body, seconds, more);
    }

    /** About how long rows are when they are written. */
    static long characters(List<Map<String, Object>> rows) {
        return rows.stream()
                .flatMap(row -> row.values().stream())
                .mapToLong(DataAnswer::characters)
                .sum();
    }

    /** About how long one value is. */
    static long characters(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? bytes.length * 4L / 3
                : String.valueOf(value).length();
    }

    /** A value as JSON has it. */
    static @Nullable Object written(@Nullable Object value) {
        if (value == null || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        return Written.text(value); // decimals as well: readers of JSON pass numbers through doubles
    }

    /** A problem document (RFC 9457) in the caller's language. */
    static DataAnswer of(ObjectMapper json, Refused refused, Locale locale) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", refused.why().problem().in(locale));
        problem.put("status", refused.status());
        problem.put("code", refused.why().code().code());
        problem.put("detail", refused.why().problem().in(locale));
        problem.put("remedy", refused.why().remedy().in(locale));
        return new DataAnswer(refused.status(), PROBLEM, bytes(json, problem), refused.seconds(), Map.of());
    }

    private static Whole bytes(ObjectMapper json, Object whole) {
        try {
            return new Whole(json.writeValueAsBytes(whole));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
