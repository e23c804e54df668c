package vn.lienthong.route.made;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vn.lienthong.kernel.Text;

/**
 * Everything that may stand in a hand-made route, in one place. What is not named here is refused: components, languages, steps, keys and
 * values alike.
 */
final class Allowed {
    /** Names of headers and properties: of the route itself, never Camel's. */
    static final String WORD = "(?!(?i:camel|org))[a-z][A-Za-z0-9]{0,40}";

    /** Names of routes, ways and steps. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private static final Text NAME_WORDS =
            new Text("chữ thường, số và dấu gạch nối", "lower-case letters, digits and hyphens");
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}\\p{N} .,;:!()/_'–’-]{3,300}");
    private static final Text WORDS_WORDS = new Text("một câu bằng chữ thường", "plain words");
    private static final Pattern DATASET = Pattern.compile("[a-z0-9-]{1,63}/[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Text DATASET_WORDS = new Text("kết nối/tập dữ liệu", "connector/dataset");

    static final List<String> LANGUAGES = List.of("constant", "simple");

    /** How a route is begun. */
    static final Map<String, Component> BEGINS = Map.of(
            "direct", Component.named(Keys.none()),
            "timer",
                    Component.named(Keys.none()
                            .need("period", whole(1_000, 604_800_000))
                            .may("delay", whole(0, 604_800_000))
                            .may("repeatCount", whole(1, 1_000_000))));

    /** What a step may send to. */
    static final Map<String, Component> REACHES = Map.of(
            "direct", Component.named(Keys.none()),
            "connector", Component.dataset(DATASET, DATASET_WORDS));

    /** What {@code connector:} does, and what each act needs to know. */
    static final Map<String, Keys> ACTS = acts();

    /** The steps. */
    static final Map<String, Shape> STEPS = steps();

    /** What stands at the top of a file. */
    static final Map<String, Shape> TOP = Map.of("lienthong", declaration(), "route", route());

    private Allowed() {}

    private static Shape name() {
        return Shape.text(NAME, NAME_WORDS);
    }

    private static Shape whole(long least, long most) {
        return Shape.whole(least, most);
    }

    private static Shape words() {
        return Shape.text(WORDS, WORDS_WORDS);
    }

    private static Map<String, Keys> acts() {
        Shape columns = Shape.text(
                Pattern.compile("[A-Za-z0-9_]{1,63}(,[A-Za-z0-9_]{1,63}){0,99}"),
                new Text("tên cột, cách nhau bằng dấu phẩy", "column names with commas between"));
        Shape renamed = Shape.text(
                Pattern.compile(
                        "[A-Za-z0-9_]{1,63}(:[A-Za-z_][A-Za-z0-9_]{0,62})?(,[A-Za-z0-9_]{1,63}(:[A-Za-z_][A-Za-z0-9_]{0,62})?){0,99}"),
                new Text(
                        "cột, hoặc cột đích:cột nguồn, cách nhau bằng dấu phẩy",
                        "columns, or target:source, with commas between"));
        return Map.of(
                "read", act().may("most", whole(1, 10_000)).may("columns", columns),
                "write",
                        act().need("mode", Shape.word("upsert", "append"))
                                .may("key", columns)
                                .may("columns", renamed),
                "call", act().may("most", whole(1, 1_000)).may("columns", renamed));
    }

    private static Keys act() {
        return Keys.none().need("act", Shape.word("read", "write", "call"));
    }

    private static Shape declaration() {
        Shape datasets = Shape.list(Shape.text(DATASET, DATASET_WORDS), 1, 50);
        return Keys.none()
                .need(
                        "agency",
                        Shape.text(
                                Pattern.compile("[A-Z0-9]{1,8}(\\.[A-Z0-9]{1,8}){0,6}"),
                                new Text("mã cơ quan", "an agency's code")))
                .may("reads", datasets)
                .may("writes", datasets)
                .may("calls", datasets);
    }

    private static Shape route() {
        return Keys.none()
                .need("id", name())
                .need("group", name())
                .need("description", words())
                .need("errorHandler", errorHandler())
                .need("from", new Endpoint(BEGINS, true));
    }

    private static Shape errorHandler() {
        Keys again = Keys.none()
                .may("maximumRedeliveries", whole(0, 10))
                .may("redeliveryDelay", whole(0, 60_000))
                .may("maximumRedeliveryDelay", whole(0, 600_000))
                .may("useExponentialBackOff", Shape.yes())
                .may("backOffMultiplier", whole(1, 10));
        return new One(
                Map.of(
                        "defaultErrorHandler", Keys.none().may("redeliveryPolicy", again),
                        "deadLetterChannel",
                                Keys.none()
                                        .need(
                                                "deadLetterUri",
                                                Endpoint.uri(Map.of("direct", Component.named(Keys.none()))))
                                        .may("redeliveryPolicy", again)),
                MadeError.KEY);
    }

    private static Map<String, Shape> steps() {
        Shape several = Shape.list(Shape.later(() -> new One(STEPS, MadeError.STEP)), 1, 100);
        Shape header = Shape.text(
                Pattern.compile(WORD),
                new Text(
                        "một từ bắt đầu bằng chữ thường, không phải tên của Camel",
                        "a word that begins in lower case and is none of Camel's"));
        Map<String, Shape> steps = new LinkedHashMap<>();
        steps.put("to", new Endpoint(REACHES, false));
        steps.put(
                "log",
                Keys.none()
                        .need("message", Expressions.filled())
                        .may("loggingLevel", Shape.word("DEBUG", "INFO", "WARN", "ERROR")));
        steps.put(
                "choice",
                Keys.none()
                        .need("when", Shape.list(Keys.none().condition().need("steps", several), 1, 20))
                        .may("otherwise", Keys.none().need("steps", several)));
        steps.put("filter", Keys.none().condition().need("steps", several));
        steps.put("multicast", Keys.none().may("stopOnException", Shape.yes()).need("steps", several));
        steps.put("setHeader", Keys.none().expression().need("name", header));
        steps.put("setProperty", Keys.none().expression().need("name", header));
        steps.put("removeHeader", Keys.none().need("name", header));
        steps.put("removeProperty", Keys.none().need("name", header));
        steps.put("delay", Expressions.pause(60_000));
        steps.put("stop", Keys.none());
        return steps;
    }

    /** The steps of a route: at least one. */
    static Shape several() {
        return Shape.list(new One(STEPS, MadeError.STEP), 1, 100);
    }
}
