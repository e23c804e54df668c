package vn.lienthong.connector.file;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a word could be a Vietnamese syllable: onset, rime and at most one tone mark. Text in a wrong encoding rarely is. */
final class Syllable {
    private static final Pattern TONE = Pattern.compile("[\u0300\u0301\u0303\u0309\u0323]");
    private static final String ONSET = "(ngh?|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?";
    private static final String BEFORE_CODA = "([aăâeêioôơuưy]|oa|oă|oe|iê|uâ|uê|uô|ươ|uy|uyê|yê)(ch|ng|nh|[cmnpt])?";
    private static final String AT_THE_END =
            "ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oai|oao|oay|oeo|oi|ôi|ơi|ua|uao|uây|ui|uôi|uơ"
                    + "|uya|uyu|ưa|ưi|ươi|ươu|ưu|yêu";
    private static final Pattern FORM = Pattern.compile(ONSET + "(" + BEFORE_CODA + "|" + AT_THE_END + ")");

    private Syllable() {}

    static boolean fits(String word) {
        String apart = Normalizer.normalize(word, Normalizer.Form.NFD);
        String bare = TONE.matcher(apart).replaceAll("");
        if (apart.length() - bare.length() > 1) {
            return false;
        }
        String letters = Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return FORM.matcher(letters).matches();
    }
}
