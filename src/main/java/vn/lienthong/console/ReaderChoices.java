package vn.lienthong.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;

/** Remembers the language and the look a reader asks for with {@code ?lang=} and {@code ?theme=}. */
final class ReaderChoices implements HandlerInterceptor {
    static final String THEME = "theme";
    static final String THEME_COOKIE = "lienthong-theme";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        remember(request, response, ReaderLanguage.PARAMETER, ReaderLanguage.COOKIE, Set.of("vi", "en"));
        remember(request, response, THEME, THEME_COOKIE, Set.of("light", "dark"));
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
