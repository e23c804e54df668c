package vn.lienthong.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.mapping.Call.Argument;

/**
 * Reads lists of calls. YAML cuts {@code [required, length(2, 120)]} at every comma; the pieces are put together again here, so
 * that people can write what they mean. An argument that holds a comma, bracket or brace needs quotes around the whole call.
 */
final class CallReader {
    private static final Pattern CALL = Pattern.compile("\\s*([a-z_]+)\\s*(?:\\((.*)\\))?\\s*", Pattern.DOTALL);

    private CallReader() {}

    static List<Call> read(JsonNode node) {
        List<Call> calls = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (JsonNode piece : node.isArray() ? node : List.of(node)) {
            if (piece.isContainerNode() || piece.isNull()) {
                throw Refused.because(MappingError.CALL_UNREADABLE, "call", open + piece.toString());
            }
            open.append(open.isEmpty() ? "" : ", ").append(piece.asText());
            if (complete(open)) {
                calls.add(call(open.toString()));
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            throw Refused.because(MappingError.CALL_UNREADABLE, "call", open);
        }
        return calls;
    }

    static Call call(String text) {
        Matcher found = CALL.matcher(text);
        if (!found.matches()) {
            throw Refused.because(MappingError.CALL_UNREADABLE, "call", text);
        }
        return new Call(found.group(1), found.group(2) == null ? List.of() : arguments(text, found.group(2)));
    }

    /** Whether every parenthesis and quote is closed. */
    private static boolean complete(CharSequence text) {
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (depth > 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
        }
        return depth <= 0 && quote == 0;
    }

    private static List<Argument> arguments(String call, String inside) {
        List<Argument> arguments = new ArrayList<>();
        int at = 0;
        while (at < inside.length()) {
            while (at < inside.length() && Character.isWhitespace(inside.charAt(at))) {
                at++;
            }
            char first = at < inside.length() ? inside.charAt(at) : ',';
            boolean quoted = first == '"' || first == '\'';
            int end = quoted ? inside.indexOf(first, at + 1) : comma(inside, at);
            if (end < 0) {
                throw Refused.because(MappingError.CALL_UNREADABLE, "call", call);
            }
            arguments.add(new Argument(
                    quoted
                            ? inside.substring(at + 1, end)
                            : inside.substring(at, end).strip(),
                    quoted));
            int next = comma(inside, quoted ? end + 1 : end);
            if (quoted && !inside.substring(end + 1, next).isBlank() || !quoted && end == at) {
                throw Refused.because(MappingError.CALL_UNREADABLE, "call", call);
            }
            at = next + 1;
        }
        return arguments;
    }

    private static int comma(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }
}
