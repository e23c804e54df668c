package vn.lienthong.agency;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Families of browsers, by which somebody knows his sessions apart. In the order in which what a browser writes is looked through: most write the names of others, too. */
enum Browser {
    EDGE("Microsoft Edge", "edg/", "edga/", "edgios/"),
    OPERA("Opera", "opr/", "opera"),
    COC_COC("Cốc Cốc", "coc_coc_browser"),
    SAMSUNG("Samsung Internet", "samsungbrowser"),
    FIREFOX("Firefox", "firefox/", "fxios/"),
    CHROME("Chrome", "chrome/", "chromium/", "crios/"),
    SAFARI("Safari", "safari/"),
    OTHER("");

    private final String title;
    private final String[] signs;

    Browser(String title, String... signs) {
        this.title = title;
        this.signs = signs;
    }

    /** Its name; empty where it is not known. */
    public String title() {
        return title;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Browser ofCode(String code) {
        return Stream.of(values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(OTHER);
    }

    /** The family of whoever writes this of himself ({@code User-Agent}); anybody may write anything. */
    static Browser of(@Nullable String written) {
        String lower = written == null ? "" : written.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(one -> Stream.of(one.signs).anyMatch(lower::contains))
                .findFirst()
                .orElse(OTHER);
    }
}
