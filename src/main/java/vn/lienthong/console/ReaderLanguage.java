package vn.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language of a reader: the one asked for with {@code ?lang=}, else the remembered one, else Vietnamese. Programs that call
 * the API ask by Accept-Language.
 */
final class ReaderLanguage implements LocaleResolver {
    static final String PARAMETER = "lang";
    static final String COOKIE = "lienthong-lang";
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        String asked = request.getParameter(PARAMETER);
        if (asked != null) {
            return language(asked);
        }
        if (request.getRequestURI().startsWith("/api/")) {
            return request.getHeader("Accept-Language") == null
                    ? VIETNAMESE
                    : language(request.getLocale().getLanguage());
        }
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? VIETNAMESE : language(cookie.getValue());
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("a reader chooses the language with ?lang=");
    }

    private static Locale language(String asked) {
        return asked.startsWith("en") ? Locale.ENGLISH : VIETNAMESE;
    }
}
