package vn.lienthong.kernel;

import java.util.Locale;

/** A short text in both languages of the hub. Neither is null; both may be equal where there is nothing to translate. */
public record Text(String vi, String en) {
    /** The same words in both languages: a name, a code, a figure. */
    public static Text same(String words) {
        return new Text(words, words);
    }

    /** The Vietnamese text for {@code vi}, the English one for every other language. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("vi") ? vi : en;
    }
}
