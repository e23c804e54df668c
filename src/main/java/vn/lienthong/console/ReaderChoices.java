package vn.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;

/** Remembers the language, the look and the use of single keys a reader asks for with {@code ?lang=}, {@code ?theme=} and {@code ?keys=}. */
final class ReaderChoices implements HandlerInterceptor {
    static final String THEME = "theme";
    static final String THEME_COOKIE = "lienthong-theme";
    static final String KEYS = "keys";
    static final String KEYS_COOKIE = "lienthong-keys";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        remember(request, response, ReaderLanguage.PARAMETER, ReaderLanguage.COOKIE, Set.of("vi", "en"));
        remember(request, response, THEME, THEME_COOKIE, Set.of("light", "dark"));
        remember(request, response, KEYS, KEYS_COOKIE, Set.of("on", "off"));
        return true;
    }

    private static void remember(
            HttpServletRequest request,
            HttpServletResponse response,
            String parameter,
            String cookie,
            Set<String> allowed) {
        String asked = request.getParameter(parameter);
        if (asked != null && allowed.contains(asked)) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(cookie, asked)
                            .path("/")
                            .maxAge(Duration.ofDays(365))
                            .sameSite("Strict")
                            .secure(request.isSecure())
                            .build()
                            .toString());
        }
    }
}
