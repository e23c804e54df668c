package vn.lienthong.kernel;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the hub. It carries a code and named arguments; its words, with the remedy, are looked up in the
 * language of whoever reads it. Arguments never hold row content or secrets.
 */
public final class HubException extends RuntimeException {
    private static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z0-9_]+)}");

    private final transient ErrorCode code;
    private final transient Map<String, ?> arguments;

    /** An error without a deeper cause. */
    public HubException(ErrorCode code, Map<String, ?> arguments) {
        this(code, arguments, null);
    }

    /** An error with the exception that led to it; the cause is for the technical details, never for the headline. */
    public HubException(ErrorCode code, Map<String, ?> arguments, @Nullable Throwable cause) {
        super(code.code(), cause);
        this.code = code;
        this.arguments = Map.copyOf(arguments);
    }

    /** The code; its kind decides what happens next. */
    public ErrorCode code() {
        return code;
    }

    /** The named arguments, without row content or secrets. A {@link Text} among them is shown in the reader's language. */
    public Map<String, ?> arguments() {
        return arguments;
    }

    /** What happened and why, in both languages. */
    public Text problem() {
        return text("");
    }

    /** What to do, in both languages. */
    public Text remedy() {
        return text(".remedy");
    }

    /** The English message with the remedy, for logs. */
    @Override
    public String getMessage() {
        return code.code() + ": " + problem().en() + " " + remedy().en();
    }

    private Text text(String suffix) {
        return new Text(words(Locale.forLanguageTag("vi"), suffix), words(Locale.ENGLISH, suffix));
    }

    private String words(Locale locale, String suffix) {
        try {
            ResourceBundle bundle = ResourceBundle.getBundle(
                    "i18n/" + code.room() + "-errors",
                    locale,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            return fill(bundle.getString(code.name() + suffix), locale);
        } catch (MissingResourceException missing) {
            return suffix.isEmpty() ? code.code() + " " + arguments : "";
        }
    }

    private String fill(String pattern, Locale locale) {
        return ARGUMENT.matcher(pattern).replaceAll(found -> {
            Object value = arguments.get(found.group(1));
            String words = value instanceof Text text ? text.in(locale) : String.valueOf(value);
            return Matcher.quoteReplacement(value == null ? found.group() : words);
        });
    }
}
