package vn.lienthong.agency;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Sessions of people who came by a sign-in provider: they begin as new ones, and end there, too. */
@Component
class ProviderSession {
    /** Where somebody comes back to who signed out at his provider. */
    static final String LEFT = "/login/left";

    private static final String CAME_BY = ProviderSession.class.getName();
    private static final String WANTED = "SPRING_SECURITY_SAVED_REQUEST";

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final IdentityProviders providers;
    private final Sessions sessions;
    private final SignInPages pages;
    private final Clock clock;

    ProviderSession(IdentityProviders providers, Sessions sessions, SignInPages pages, Clock clock) {
        this.providers = providers;
        this.sessions = sessions;
        this.pages = pages;
        this.clock = clock;
    }

    /** What signing out at the provider takes. */
    private record CameBy(String provider, String token) {
        @Override
        public String toString() {
            return "CameBy[" + provider + "]";
        }
    }

    /** Begins a session in place of the one there was, of which nothing stays but the page that was wanted; and goes there. */
    void enter(ProviderSignIn.Came came, Errand errand, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        HttpSession before = request.getSession();
        Object wanted = before.getAttribute(WANTED);
        before.invalidate();
        HttpSession session = request.getSession(true);
        session.setAttribute(WANTED, wanted);
        cameBy(came, errand, session);
        UsernamePasswordAuthenticationToken known =
                UsernamePasswordAuthenticationToken.authenticated(came.person(), null, AuthorityUtils.NO_AUTHORITIES);
        known.setDetails(new SignInProvider.Session(
                clock.instant(),
                sessions.begin(came.person(), Sessions.Way.PROVIDER, Sessions.From.of(request)),
                came.identity().askedSince(errand.begun())));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(known);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        pages.entered().onAuthenticationSuccess(request, response, known);
    }

    /** What the provider said last: it may have begun another session of its own, and ends no older one. */
    void cameBy(ProviderSignIn.Came came, Errand errand, HttpSession session) {
        session.setAttribute(
                CAME_BY, new CameBy(errand.provider(), came.identity().token()));
    }

    /** Remembers, before a session ends, where its person signs out of his provider. */
    void leaving(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication person) {
        @Nullable HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(CAME_BY) instanceof CameBy by) {
            providers
                    .endSession(by.provider())
                    .ifPresent(end -> request.setAttribute(CAME_BY, address(end, by, request)));
        }
    }

    private String address(String end, CameBy by, HttpServletRequest request) {
        String back = UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
                .replacePath(LEFT)
                .replaceQuery(null)
                .toUriString();
        return UriComponentsBuilder.fromUriString(end)
                .queryParam("id_token_hint", "{token}")
                .queryParam("client_id", "{client}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .encode()
                .buildAndExpand(by.token(), providers.clientId(by.provider()), back)
                .toUriString();
    }

    /** After a session has ended: to the sign-in page, by way of the provider where he signs out there, too. */
    void left(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication person)
            throws IOException, ServletException {
        if (endingAt(request).isPresent()) {
            request.getRequestDispatcher(LEFT).forward(request, response);
        } else {
            response.sendRedirect("/login?left");
        }
    }

    static Optional<String> endingAt(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(CAME_BY));
    }
}
