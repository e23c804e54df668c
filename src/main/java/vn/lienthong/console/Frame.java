package vn.lienthong.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.WebUtils;
import vn.lienthong.agency.Scopes;

/**
 * What surrounds every page: the look, the address in the other language, the time of the figures. Made before the page is, and for
 * pages only: what programs are answered has none.
 */
@Component
class Frame implements HandlerInterceptor {
    static final String NAME = "frame";

    private final Clock clock;
    private final LiveStreams streams;
    private final Scoping scoping;

    Frame(Clock clock, LiveStreams streams, Scoping scoping) {
        this.scoping = scoping;
        this.clock = clock;
        this.streams = streams;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && !method.getBeanType().isAnnotationPresent(RestController.class)) {
            request.setAttribute(NAME, around(request, RequestContextUtils.getLocale(request)));
        }
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page != null && request.getAttribute(NAME) instanceof Around around) {
            page.addObject(NAME, around);
        }
    }

    private Around around(HttpServletRequest request, Locale locale) {
        String theme = theme(request);
        return new Around(
                theme,
                locale.getLanguage(),
                address(request, ReaderLanguage.PARAMETER, locale.getLanguage().equals("vi") ? "en" : "vi"),
                address(request, ReaderChoices.THEME, "dark".equals(theme) ? "light" : "dark"),
                keys(request),
                clock.instant(),
                scoping.of(request),
                stream(request));
    }

    /** The stream that goes on where this page was read: asked before the page is, so that nothing falls between. */
    private @Nullable String stream(HttpServletRequest request) {
        String uri = request.getRequestURI();
        if (!request.getMethod().equals("GET")
                || request.getUserPrincipal() == null
                || uri.startsWith("/api/")
                || uri.equals(LiveStreams.ADDRESS)) {
            return null;
        }
        String page = uri.substring(1);
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(LiveStreams.ADDRESS)
                .queryParam("page", page)
                .queryParam("mark", streams.mark(page));
        String scope = request.getParameter(Scopes.PARAMETER);
        return (scope == null ? address : address.queryParam(Scopes.PARAMETER, scope))
                .encode()
                .toUriString();
    }

    private static @Nullable String theme(HttpServletRequest request) {
        String theme = chosen(request, ReaderChoices.THEME, ReaderChoices.THEME_COOKIE);
        return theme != null && Set.of("light", "dark").contains(theme) ? theme : null;
    }

    private static String keys(HttpServletRequest request) {
        return "off".equals(chosen(request, ReaderChoices.KEYS, ReaderChoices.KEYS_COOKIE)) ? "off" : "on";
    }

    private static @Nullable String chosen(HttpServletRequest request, String parameter, String remembered) {
        String asked = request.getParameter(parameter);
        Cookie cookie = WebUtils.getCookie(request, remembered);
        return asked != null ? asked : cookie == null ? null : cookie.getValue();
    }

    private static String address(HttpServletRequest request, String parameter, String value) {
        return UriComponentsBuilder.fromPath(request.getRequestURI())
                .query(request.getMethod().equals("GET") ? request.getQueryString() : null)
                .replaceQueryParam(parameter, value)
                .build()
                .toUriString();
    }

    /**
     * What the frame of a page needs.
     *
     * @param theme light or dark where the reader chose, else null: the system's
     * @param language of the reader
     * @param otherLanguage this address in the other language
     * @param otherTheme this address in the other look
     * @param keys on, or off where the reader uses no single keys
     * @param now when the figures of the page were read
     * @param scope the switch between the whole sector and one agency, null where there is none
     * @param stream where the page's news come from, null where none come
     */
    record Around(
            @Nullable String theme,
            String language,
            String otherLanguage,
            String otherTheme,
            String keys,
            Instant now,
            Scoping.@Nullable Switch scope,
            @Nullable String stream) {}
}
