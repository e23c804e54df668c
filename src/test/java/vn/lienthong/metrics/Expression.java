package vn.lienthong.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression of Prometheus's language, as far as the figures matter that it reads. */
record Expression(String text) {
    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"");
    private static final Pattern TAGS =
            Pattern.compile("\\{[^}]*}|\\[[^\\]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)(?!\\w)(?!\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "offset", "by", "without", "bool", "inf", "nan");

    /** The names of the figures in it. */
    Set<String> figures() {
        String bare = TAGS.matcher(TEXTS.matcher(text).replaceAll("")).replaceAll(" ");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group(1))) {
                names.add(name.group(1));
            }
        }
        return names;
    }
}
