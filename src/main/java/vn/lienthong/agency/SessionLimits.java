package vn.lienthong.agency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends sessions: half an hour after the last thing somebody did, twelve hours after he signed in, and at once when he is gone or it was
 * ended. What a page fetches by itself is nothing that somebody did.
 */
final class SessionLimits extends OncePerRequestFilter {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    private static final String LAST_ACT = SessionLimits.class.getName() + ".last";
    private static final String KEPT = SessionLimits.class.getName() + ".kept";
    private static final Pattern FILES = Pattern.compile("/(css|js|fonts|img|webjars|static|schemas)/.*|/favicon.*");

    private final Sessions sessions;
    private final Clock clock;

    SessionLimits(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return file(request);
    }

    /** Whether it asks for a part of every page that is the same for all. */
    static boolean file(HttpServletRequest request) {
        return FILES.matcher(request.getServletPath()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        @Nullable HttpSession session = request.getSession(false);
        if (who != null && session != null && who.getDetails() instanceof SignInProvider.Session since) {
            Instant now = clock.instant();
            if (over(who.getName(), since, session, now)) {
                sessions.end(who.getName(), since.number());
                new SecurityContextLogoutHandler().logout(request, response, who);
            } else if (!byItself(request)) {
                used(since, session, now);
            }
        }
        chain.doFilter(request, response);
    }

    private void used(SignInProvider.Session since, HttpSession session, Instant now) {
        session.setAttribute(LAST_ACT, now);
        Instant kept = session.getAttribute(KEPT) instanceof Instant at ? at : since.since();
        if (!now.isBefore(kept.plus(Sessions.USED))) {
            sessions.used(since.number());
            session.setAttribute(KEPT, now);
        }
    }

    private boolean over(String name, SignInProvider.Session since, HttpSession session, Instant now) {
        Instant last = session.getAttribute(LAST_ACT) instanceof Instant at ? at : since.since();
        return now.isAfter(since.since().plus(LONGEST))
                || now.isAfter(last.plus(IDLE))
                || !sessions.counts(name, since.number());
    }

    private static boolean byItself(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null
                || request.getServletPath().equals("/events");
    }
}
