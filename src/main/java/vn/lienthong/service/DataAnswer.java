package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program gets.
 *
 * @param status of HTTP
 * @param seconds after how many it may come again, null where nothing is said of it
 * @param headers what else is said of it, by name
 * @param page what is sent in place of the body, row by row; null where the body is
 */
record DataAnswer(
        int status,
        String contentType,
        byte[] body,
        @Nullable Long seconds,
        Map<String, String> headers,
        @Nullable ListBody page) {
    private static final String PROBLEM = "application/problem+json";

    private DataAnswer(int status, String contentType, byte[] body, @Nullable Long seconds) {
        this(status, contentType, body, seconds, Map.of(), null);
    }

    /** A page of a list. */
    static DataAnswer of(ListBody page) {
        return new DataAnswer(200, "application/json", new byte[0], null, Map.of(), page);
    }

    /** What is sent. */
    Object sent() {
        return page == null ? body : page;
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
        return new DataAnswer(200, "application/json", bytes(json, whole), null);
    }

    /** A description. */
    static DataAnswer of(ObjectMapper json, Map<String, Object> document) {
        return new DataAnswer(200, "application/json", bytes(json, document), null);
    }

    /** A description in XML. */
    static DataAnswer xml(String document) {
        return new DataAnswer(200, "text/xml;charset=UTF-8", document.getBytes(StandardCharsets.UTF_8), null);
    }

    /** The same, with more said beside it. */
    DataAnswer with(Map<String, String> more) {
        return new DataAnswer(status, contentType, body, seconds, more, page);
    }

    /** The same status in other words. */
    DataAnswer saying(ObjectMapper json, Map<String, Object> words) {
        return new DataAnswer(status, "application/json", bytes(json, words), seconds, headers, page);
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
        return new DataAnswer(refused.status(), PROBLEM, bytes(json, problem), refused.seconds());
    }

    private static byte[] bytes(ObjectMapper json, Object whole) {
        try {
            return json.writeValueAsBytes(whole);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
