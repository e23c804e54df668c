package vn.lienthong.mapping;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.kernel.Text;

/** Says in words what the compiler of expressions says in terms of its grammar. */
final class CelMistake {
    private record Told(Pattern message, Function<MatchResult, Text> words) {
        Optional<Text> read(String given) {
            Matcher found = message.matcher(given);
            return found.matches() ? Optional.of(words.apply(found)) : Optional.empty();
        }
    }

    private static final List<Told> KNOWN = List.of(
            told(
                    "(?s)(?:mismatched|extraneous) input '<EOF>'.*|missing .* at '<EOF>'|no viable alternative at input '.*<EOF>'",
                    found -> new Text("biểu thức kết thúc quá sớm", "the expression ends too early")),
            told("(?s)token recognition error at: '(.+)'", found -> {
                String rest = found.group(1);
                boolean quote = rest.startsWith("'") || rest.startsWith("\"");
                return quote
                        ? new Text("dấu nháy mở ra mà không đóng lại", "a quotation mark opens and does not close")
                        : unexpected(rest);
            }),
            told("(?s)(?:mismatched|extraneous) input '(.+?)' expecting.*", found -> unexpected(found.group(1))),
            told("(?s)no viable alternative at input '(.+)'", found -> unexpected(found.group(1))),
            told(
                    "(?s)undeclared reference to '(.+?)'.*",
                    found -> new Text(
                            "không có \"" + found.group(1) + "\"; cột viết là row.<tên cột>, hàm theo trang tra cứu",
                            "there is no \"" + found.group(1)
                                    + "\"; a column is written row.<column>, functions are in the reference")),
            told(
                    "(?s)found no matching overload for '(.+?)' applied to '\\((.*?)\\)'.*",
                    found -> new Text(
                            "\"" + sign(found.group(1)) + "\" không dùng được với (" + found.group(2) + ")",
                            "\"" + sign(found.group(1)) + "\" cannot be used with (" + found.group(2) + ")")));

    private CelMistake() {}

    /** What is wrong; the compiler's own sentence where it is one that nobody has met yet. */
    static Text told(String message) {
        return KNOWN.stream()
                .flatMap(known -> known.read(message).stream())
                .findFirst()
                .orElseGet(() -> new Text(message, message));
    }

    private static Told told(String message, Function<MatchResult, Text> words) {
        return new Told(Pattern.compile(message), words);
    }

    private static Text unexpected(String what) {
        return new Text("\"" + what + "\" không đứng được ở đây", "\"" + what + "\" does not belong here");
    }

    /** The compiler names operators by their places: {@code _+_}. */
    private static String sign(String function) {
        return function.replace("_", "").replace("@", "");
    }
}
