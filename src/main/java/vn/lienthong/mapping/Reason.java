package vn.lienthong.mapping;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.lienthong.kernel.Text;

/** Why a row is refused. The words stand in {@code i18n/mapping_vi.properties} and {@code _en} under {@code reason.<name>}. */
enum Reason {
    DATE,
    DATETIME,
    NUMBER,
    INTEGER,
    BOOLEAN,
    TRANSLATE,
    NO_DAY,
    CEL,
    WHEN,
    SKIP_WHEN,
    TYPE,
    NOT_NULL,
    TOO_LONG,
    TOO_PRECISE,
    REQUIRED,
    LENGTH,
    DIGITS,
    BETWEEN,
    PATTERN,
    ONE_OF,
    IN,
    UNIQUE,
    REFERENCE,
    PERSONAL_ID,
    PERSONAL_ID_PREFIX,
    PERSONAL_ID_SEX,
    PERSONAL_ID_YEAR,
    CEL_CHECK,
    NOT_FUTURE,
    BEFORE,
    AFTER,
    LOOK_UP_SEVERAL;

    private static final Pattern ARGUMENT = Pattern.compile("\\{([a-z]+)}");

    /** The reason in both languages; arguments come from the rules, never from a row. */
    Text text(Map<String, ?> arguments) {
        String key = "reason." + name().toLowerCase(Locale.ROOT);
        return Words.text(key, arguments);
    }

    /** Words of this room by key, arguments filled in. */
    static final class Words {
        private Words() {}

        static Text text(String key, Map<String, ?> arguments) {
            return new Text(in(Locale.forLanguageTag("vi"), key, arguments), in(Locale.ENGLISH, key, arguments));
        }

        private static String in(Locale locale, String key, Map<String, ?> arguments) {
            ResourceBundle bundle = ResourceBundle.getBundle(
                    "i18n/mapping",
                    locale,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            return ARGUMENT.matcher(bundle.getString(key))
                    .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(
                            arguments.containsKey(found.group(1)) ? arguments.get(found.group(1)) : found.group())));
        }
    }
}
