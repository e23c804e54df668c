package vn.lienthong.cli;

import java.util.Locale;
import java.util.Map;

/** In which language the command line speaks: that of the terminal, if it is Vietnamese, else English. */
public final class Language {
    private Language() {}

    /** As {@code LC_ALL}, {@code LC_MESSAGES} or {@code LANG} say, in this order. */
    public static Locale of(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank()) {
                return value.toLowerCase(Locale.ROOT).startsWith("vi") ? Locale.forLanguageTag("vi") : Locale.ENGLISH;
            }
        }
        return Locale.ENGLISH;
    }
}
