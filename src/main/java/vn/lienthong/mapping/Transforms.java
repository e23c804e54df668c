package vn.lienthong.mapping;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.Call.Argument;

/** The catalogue of transforms. */
final class Transforms {
    private static final Map<String, Transform> ALL = new LinkedHashMap<>();
    private static final Pattern VIETNAMESE = Pattern.compile("-?([0-9]{1,3}(\\.[0-9]{3})+|[0-9]+)(,[0-9]+)?");
    private static final Pattern ENGLISH = Pattern.compile("-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?");
    private static final int MOST_DIGITS = 200;
    private static final String YES = "1|true|t|yes|y|x|có|đúng";
    private static final String NO = "0|false|f|no|n|không|sai";

    static {
        text("trim", "trim()", "trim", "␠An ", "An", TextChanges::trim);
        text("squeeze", "squeeze()", "squeeze", "Nguyễn   An", "Nguyễn An", TextChanges::squeeze);
        text("nfc", "nfc()", "nfc", "Nguye\u0302\u0303n", "Nguyễn", Composed::nfc);
        text("upper", "upper()", "upper", "hs01", "HS01", text -> text.toUpperCase(Locale.ROOT));
        text("lower", "lower()", "lower", "AN@X.VN", "an@x.vn", text -> text.toLowerCase(Locale.ROOT));
        text("title", "title()", "title", "NGUYỄN VĂN AN", "Nguyễn Văn An", TextChanges::title);
        text("digits", "digits()", "digits", "001 214.000001", "001214000001", TextChanges::digits);
        add("empty_to_null", "empty_to_null()", "empty_to_null", "␠", "∅", ValueType.TEXT, none(value -> {
            return value.isBlank() ? null : value;
        }));
        add("pad_left", "pad_left(width, 'character')", "pad_left(2, '0')", "7", "07", ValueType.TEXT, Transforms::pad);
        add(
                "replace",
                "replace('what', 'with')",
                "replace('Đ', 'D')",
                "Đ01",
                "D01",
                ValueType.TEXT,
                Transforms::replace);
        add(
                "read_as",
                "read_as('written', 'meant')",
                "read_as('Ê đê', 'Ê-đê')",
                "Ê đê",
                "Ê-đê",
                ValueType.TEXT,
                Transforms::readAs);
        add("part", "part('separator', number)", "part('-', -1)", "HN-01-777", "777", ValueType.TEXT, Transforms::part);
        add("number", "number() | number(en)", "number", "1.234,5", "1234.5", ValueType.DECIMAL, Transforms::number);
        add("integer", "integer() | integer(en)", "integer", "1.234", "1234", ValueType.INTEGER, Transforms::integer);
        add(
                "date",
                "date(\"pattern\", …)",
                "date(\"dd/MM/yyyy\", \"d-M-yyyy\")",
                "01/07/2025",
                "2025-07-01",
                ValueType.DATE,
                given -> dates(given, false));
        add(
                "datetime",
                "datetime(\"pattern\", …)",
                "datetime(\"dd/MM/yyyy HH:mm\")",
                "01/07/2025 08:30",
                "2025-07-01T08:30:00",
                ValueType.TIMESTAMP,
                given -> dates(given, true));
        add(
                "boolean",
                "boolean() | boolean(\"yes|words\", \"no|words\")",
                "boolean(\"có|x\", \"không\")",
                "Có",
                "true",
                ValueType.BOOLEAN,
                Transforms::yesOrNo);
    }

    private Transforms() {}

    static Collection<Transform> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    /** What the help of a transform names. */
    static Map<String, String> words() {
        return Map.of("yes", YES.replace("|", ", "), "no", NO.replace("|", ", "));
    }

    static Transform named(String name) {
        Transform transform = ALL.get(name);
        if (transform == null) {
            throw Refused.because(
                    MappingError.TRANSFORM_UNKNOWN,
                    "name",
                    name,
                    "nearest",
                    Nearest.closest(name, ALL.keySet()),
                    "known",
                    String.join(", ", ALL.keySet()));
        }
        return transform;
    }

    private static void add(
            String name,
            String signature,
            String example,
            String before,
            String after,
            ValueType gives,
            Transform.Maker maker) {
        ALL.put(name, new Transform(name, signature, example, before, after, gives, maker));
    }

    private static void text(
            String name, String signature, String example, String before, String after, UnaryOperator<String> change) {
        add(name, signature, example, before, after, ValueType.TEXT, none(change::apply));
    }

    /** What a transform without arguments does to a text. */
    @FunctionalInterface
    private interface Change {
        @Nullable
        String apply(String text);
    }

    private static Transform.Maker none(Change change) {
        return given -> given.isEmpty() ? (value, cells, row) -> change.apply((String) value) : null;
    }

    private static @Nullable Step pad(List<Argument> given) {
        if (given.size() != 2 || given.get(1).text().length() != 1) {
            return null;
        }
        int width = Integer.parseInt(given.get(0).text());
        char with = given.get(1).text().charAt(0);
        return width < 1 || width > 1_000
                ? null
                : (value, cells, row) -> TextChanges.padLeft((String) value, width, with);
    }

    private static @Nullable Step replace(List<Argument> given) {
        if (given.size() != 2 || given.get(0).text().isEmpty()) {
            return null;
        }
        String what = given.get(0).text();
        String with = given.get(1).text();
        return (value, cells, row) -> ((String) value).replace(what, with);
    }

    private static @Nullable Step readAs(List<Argument> given) {
        if (given.size() != 2) {
            return null;
        }
        String written = Composed.nfc(given.get(0).text());
        String meant = Composed.nfc(given.get(1).text());
        return (value, cells, row) -> Composed.nfc((String) value).equals(written) ? meant : value;
    }

    private static @Nullable Step part(List<Argument> given) {
        if (given.size() != 2 || given.get(0).text().isEmpty()) {
            return null;
        }
        String separator = given.get(0).text();
        int number = Integer.parseInt(given.get(1).text());
        return number == 0 ? null : (value, cells, row) -> TextChanges.part((String) value, separator, number);
    }

    private static @Nullable Step number(List<Argument> given) {
        Boolean english = english(given);
        Fault fault = Fault.of("number", Reason.NUMBER, Map.of());
        return english == null ? null : (value, cells, row) -> parsed((String) value, english, fault);
    }

    private static @Nullable Step integer(List<Argument> given) {
        Boolean english = english(given);
        Fault fault = Fault.of("integer", Reason.INTEGER, Map.of());
        return english == null
                ? null
                : (value, cells, row) -> {
                    Object number = parsed((String) value, english, fault);
                    if (!(number instanceof BigDecimal decimal)) {
                        return number;
                    }
                    try {
                        return decimal.longValueExact();
                    } catch (ArithmeticException notWhole) {
                        return fault;
                    }
                };
    }

    private static @Nullable Boolean english(List<Argument> given) {
        if (given.isEmpty()) {
            return false;
        }
        return given.size() == 1 && given.get(0).text().equals("en") ? true : null;
    }

    private static @Nullable Object parsed(String value, boolean english, Fault fault) {
        String text = TextChanges.trim(value);
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > MOST_DIGITS || !(english ? ENGLISH : VIETNAMESE).matches(text)) {
            return fault;
        }
        return new BigDecimal(
                english ? text.replace(",", "") : text.replace(".", "").replace(',', '.'));
    }

    private static @Nullable Step dates(List<Argument> given, boolean withTime) {
        if (given.isEmpty()) {
            return null;
        }
        List<DatePattern> patterns = given.stream()
                .map(pattern -> DatePattern.of(pattern.text(), withTime))
                .toList();
        String written = given.stream().map(Argument::text).collect(Collectors.joining(", "));
        Fault fault = withTime
                ? Fault.of("datetime", Reason.DATETIME, Map.of("patterns", written))
                : Fault.of("date", Reason.DATE, Map.of("patterns", written));
        DatePattern[] tried = patterns.toArray(new DatePattern[0]);
        return (value, cells, row) -> {
            String text = TextChanges.trim((String) value);
            for (DatePattern pattern : tried) {
                Object day = pattern.parse(text);
                if (day != null) {
                    return day;
                }
            }
            return text.isEmpty() ? null : fault;
        };
    }

    private static @Nullable Step yesOrNo(List<Argument> given) {
        if (given.size() != 0 && given.size() != 2) {
            return null;
        }
        Set<String> yes = words(given.isEmpty() ? YES : given.get(0).text());
        Set<String> no = words(given.isEmpty() ? NO : given.get(1).text());
        Fault fault = Fault.of("boolean", Reason.BOOLEAN, Map.of());
        return (value, cells, row) -> {
            String word = Composed.nfc(TextChanges.trim((String) value)).toLowerCase(Locale.ROOT);
            if (word.isEmpty()) {
                return null;
            }
            return yes.contains(word) ? (Object) true : no.contains(word) ? (Object) false : fault;
        };
    }

    private static Set<String> words(String written) {
        return Arrays.stream(written.split("\\|"))
                .map(word -> Composed.nfc(word.strip()).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
