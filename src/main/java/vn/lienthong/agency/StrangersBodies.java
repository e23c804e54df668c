package vn.lienthong.agency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads what few strangers send at a time: a body that never ends keeps a thread, and strangers together shall not keep those of
 * everybody, nor one of them those of the others. The rest of the API, and services, know their callers before they read their bodies.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StrangersBodies extends OncePerRequestFilter {
    static final int AT_A_TIME = 80;

    /** For one {@link Neighbourhood}. */
    static final int FROM_ONE_ADDRESS = 8;

    private final Places places = new Places(AT_A_TIME, FROM_ONE_ADDRESS);

    /** Envelopes are answered while they have theirs: a system that hangs behind a service shall not keep people from signing in. */
    private final Places envelopes = new Places(AT_A_TIME, FROM_ONE_ADDRESS);

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        String path = request.getServletPath();
        boolean known = path.startsWith("/data/")
                || path.startsWith("/ims/")
                || envelopeOfKnown(request, path)
                || path.startsWith("/api/") && !path.equals(TokensApi.PATH);
        return empty || known || signedIn(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String caller = Neighbourhood.of(request.getRemoteAddr());
        Places own = request.getServletPath().startsWith("/soap/") ? envelopes : places;
        if (!own.take(caller)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        PatientDoor.stranger(request);
        try {
            chain.doFilter(request, response);
        } finally {
            own.leave(caller);
        }
    }

    /** Whoever shows neither token nor certificate shows who he is in the envelope, which has to be read for that. */
    private static boolean envelopeOfKnown(HttpServletRequest request, String path) {
        return path.startsWith("/soap/")
                && (request.getHeader(HttpHeaders.AUTHORIZATION) != null
                        || ClientCertificate.of(request).isPresent());
    }

    private static boolean signedIn(HttpServletRequest request) {
        @Nullable HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
    }
}
