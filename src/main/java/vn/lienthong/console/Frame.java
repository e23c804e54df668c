package vn.lienthong.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.WebUtils;

/** What surrounds every page: the look, the address in the other language, the time of the figures. */
@ControllerAdvice(annotations = Controller.class)
class Frame {
    private final Clock clock;
    private final LiveStreams streams;

    Frame(Clock clock, LiveStreams streams) {
        this.clock = clock;
        this.streams = streams;
    }

    @ModelAttribute("frame")
    Around around(HttpServletRequest request, Locale locale) {
        String theme = theme(request);
        return new Around(
                theme,
                locale.getLanguage(),
                address(request, ReaderLanguage.PARAMETER, locale.getLanguage().equals("vi") ? "en" : "vi"),
                address(request, ReaderChoices.THEME, "dark".equals(theme) ? "light" : "dark"),
                clock.instant(),
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
        return UriComponentsBuilder.fromPath(LiveStreams.ADDRESS)
                .queryParam("page", page)
                .queryParam("mark", streams.mark(page))
                .encode()
                .toUriString();
    }

    private static @Nullable String theme(HttpServletRequest request) {
        String asked = request.getParameter(ReaderChoices.THEME);
        Cookie cookie = WebUtils.getCookie(request, ReaderChoices.THEME_COOKIE);
        String theme = asked != null ? asked : cookie == null ? null : cookie.getValue();
        return theme != null && Set.of("light", "dark").contains(theme) ? theme : null;
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
     * @param now when the figures of the page were read
     * @param stream where the page's news come from, null where none come
     */
    record Around(
            @Nullable String theme,
            String language,
            String otherLanguage,
            String otherTheme,
            Instant now,
            @Nullable String stream) {}
}
