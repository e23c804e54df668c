package vn.lienthong.cli;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import vn.lienthong.kernel.Text;

/** What the command line says, in its language. */
final class Words {
    private final ResourceBundle bundle;
    private final Locale language;

    Words(Locale language) {
        this.language = language;
        this.bundle = ResourceBundle.getBundle(
                "i18n/cli",
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    Locale language() {
        return language;
    }

    ResourceBundle bundle() {
        return bundle;
    }

    /** A text with its arguments in place of {@code {name}}. */
    String say(String key, Map<String, ?> arguments) {
        String words = bundle.getString(key);
        for (Map.Entry<String, ?> argument : arguments.entrySet()) {
            words = words.replace("{" + argument.getKey() + "}", String.valueOf(argument.getValue()));
        }
        return words;
    }

    String say(String key) {
        return bundle.getString(key);
    }

    String say(Text text) {
        return text.in(language);
    }
}
