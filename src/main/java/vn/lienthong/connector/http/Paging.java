package vn.lienthong.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an API gives a long list in parts.
 *
 * @param by what leads to the next part
 * @param parameter takes the number of the page, the number of rows to leave out, or the mark of the next part
 * @param first the number of the first page
 * @param sizeParameter takes how many rows a part may have; null where the API decides
 * @param size how many to ask for
 * @param next where an answer says what comes next: a mark, or a link
 * @param total where an answer says how many rows there are in all; null where it does not
 */
public record Paging(
        By by,
        @Nullable String parameter,
        long first,
        @Nullable String sizeParameter,
        long size,
        @Nullable JsonPointer next,
        @Nullable JsonPointer total) {
    private static final long USUAL_SIZE = 500;

    /** What leads to the next part. */
    public enum By {
        /** There is only one. */
        NONE,
        /** A number that counts pages. */
        PAGE,
        /** The number of rows that came before. */
        OFFSET,
        /** A mark in the answer. */
        CURSOR,
        /** A link: in the answer, or in its header {@code Link} as RFC 8288 has it. */
        LINK
    }

    /** As the settings describe it. */
    public static Paging of(Map<String, ?> described) {
        String by = String.valueOf(described.containsKey("by") ? described.get("by") : "none");
        return new Paging(
                By.valueOf(by.toUpperCase(Locale.ROOT)),
                text(described, "parameter"),
                number(described, "first", 1),
                text(described, "size_parameter"),
                number(described, "size", USUAL_SIZE),
                pointer(described, "next"),
                pointer(described, "total"));
    }

    /** What the description would need, too. */
    Optional<String> lacks() {
        if (parameter == null && by != By.NONE && by != By.LINK) {
            return Optional.of("parameter");
        }
        return next == null && by == By.CURSOR ? Optional.of("next") : Optional.empty();
    }

    /** The parameters of a part; {@code mark} is null for the first. A link is no parameter. */
    public Map<String, String> parameters(@Nullable String mark) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (sizeParameter != null) {
            parameters.put(sizeParameter, Long.toString(size));
        }
        String value = mark != null || by != By.PAGE ? mark : Long.toString(first);
        if (value != null && parameter != null && by != By.LINK) {
            parameters.put(parameter, value);
        }
        return parameters;
    }

    /**
     * The mark of the part after an answer, or null at the end. By pages and offsets only an empty part is the end: an API may give
     * fewer rows than it was asked for.
     *
     * @param rows how many rows this part had
     * @param seen how many all parts had so far, of this read
     */
    @Nullable
    String after(@Nullable String mark, AnsweredPart answer, long rows, long seen) {
        boolean all = total(answer.body()).map(most -> seen >= most).orElse(false);
        return switch (by) {
            case NONE -> null;
            case PAGE -> rows == 0 || all ? null : Long.toString((mark == null ? first : Long.parseLong(mark)) + 1);
            case OFFSET -> rows == 0 || all ? null : Long.toString((mark == null ? 0 : Long.parseLong(mark)) + rows);
            case CURSOR -> said(answer);
            case LINK -> next == null ? answer.nextLink() : said(answer);
        };
    }

    /** How many rows there are in all, where the answer says so: as a number, or in digits. */
    public Optional<Long> total(JsonNode body) {
        return Optional.ofNullable(total)
                .map(body::at)
                .filter(said -> said.canConvertToLong() || said.asText().matches("\\d{1,18}"))
                .map(JsonNode::asLong);
    }

    private @Nullable String said(AnsweredPart answer) {
        JsonNode said = answer.body().at(next);
        String mark = said.isValueNode() && !said.isNull() ? said.asText() : "";
        return mark.isEmpty() ? null : mark;
    }

    private static @Nullable String text(Map<String, ?> described, String key) {
        return described.containsKey(key) ? String.valueOf(described.get(key)) : null;
    }

    private static long number(Map<String, ?> described, String key, long otherwise) {
        return described.get(key) instanceof Number number ? number.longValue() : otherwise;
    }

    private static @Nullable JsonPointer pointer(Map<String, ?> described, String key) {
        return described.containsKey(key) ? JsonPointer.compile(String.valueOf(described.get(key))) : null;
    }
}
