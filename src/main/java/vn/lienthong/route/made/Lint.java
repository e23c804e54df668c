package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Text;

/** One look at one file: where it is, what was found, and what must fit together once all of it was seen. One thread. */
final class Lint {
    private static final int MOST_SHOWN = 60;
    private static final Pattern HOST = Pattern.compile(
            "(?i).*(://|\\blocalhost\\b|\\b\\d{1,3}(\\.\\d{1,3}){3}\\b|\\b0x[0-9a-f]{4,}\\b|\\[[0-9a-f]*:[0-9a-f:.]*]|"
                    + "\\b[a-z0-9][a-z0-9-]*(\\.[a-z0-9-]+)*\\.[a-z]{2,}(:\\d+)?\\b|\\b[a-z][a-z0-9-]*:\\d{2,5}\\b).*",
            Pattern.DOTALL);
    private static final String SECRET_WORDS =
            "(passw(or)?d|passphrase|secret|token|credential|api[-_ ]?key|private[-_ ]?key|pwd|username|mật khẩu)";
    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*" + SECRET_WORDS + ".*", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(" + SECRET_WORDS + "s?\\s*(:|=|is |là ).*|bearer \\S+.*|basic \\S{8,}.*)", Pattern.DOTALL);

    private final Document document;
    private final String file;
    private final String tag;
    private final List<Problem> problems = new ArrayList<>();
    private final Ends ends = new Ends();

    /**
     * @param file the file's name without its ending
     * @param tag marks this version's routes and ways, so that two versions can stand beside each other for a moment
     */
    Lint(Document document, String file, String tag) {
        this.document = document;
        this.file = file;
        this.tag = tag;
    }

    /** Where routes begin and what they reach. */
    Ends ends() {
        return ends;
    }

    /** The id that a route of this version has in Camel. */
    String routeId(String name) {
        return "camel." + file + "." + name + "." + tag;
    }

    /** How a way between routes of this file is called: nobody else's route begins there. */
    String way(String name) {
        return "direct:camel." + file + "." + tag + "." + name;
    }

    /** How the clock of a route is called: clocks of one name share a thread, and would wait for each other's routes. */
    String clock(String name, String at) {
        return "timer:camel." + file + "." + tag + "." + at.split("/", 3)[1] + "." + name;
    }

    void problem(String at, MadeError error, Map<String, ?> arguments) {
        problems.add(Problem.of(document.fileName(), document.line(at), error, arguments));
    }

    /** A text that is not what may stand there, with the reason that explains it best. */
    void unfit(String text, String at, String key, Text wanted) {
        MadeError why = why(text);
        problem(at, why, Map.of("key", key, "value", shortened(text), "wanted", wanted));
    }

    /** Refuses a text that names a host or holds a secret, though its letters are allowed. */
    boolean harmless(String text, String at, String key, Text wanted) {
        if (why(text) == MadeError.VALUE) {
            return true;
        }
        unfit(text, at, key, wanted);
        return false;
    }

    private static MadeError why(String text) {
        if (text.contains("{{") || text.contains("}}") || text.contains("${") || text.contains("$simple{")) {
            return MadeError.PLACEHOLDER;
        }
        if (HOST.matcher(text).matches()) {
            return MadeError.HOST;
        }
        if (SECRET.matcher(text).matches()) {
            return MadeError.SECRET;
        }
        if (text.contains("#")
                || text.contains("RAW(")
                || text.toLowerCase(Locale.ROOT).contains("resource:")) {
            return MadeError.REFERENCE;
        }
        return MadeError.VALUE;
    }

    /** Whether a key's name is one that secrets stand under. */
    static boolean secret(String key) {
        return SECRET_KEY.matcher(key).matches();
    }

    /** Whether a line of a file that was refused may hold a secret, so that nobody is shown it. */
    static boolean tells(String line) {
        return SECRET.matcher(line).matches();
    }

    /** What was found, in the order of the file. */
    List<Problem> problems() {
        return problems.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }

    boolean clean() {
        return problems.isEmpty();
    }

    static String shortened(@Nullable String text) {
        String plain = String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
        return plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "…" : plain;
    }
}
