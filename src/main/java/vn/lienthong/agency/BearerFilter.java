package vn.lienthong.agency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows callers of the API by their token. */
final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private final ApiTokens tokens;

    BearerFilter(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String header = request.getHeader("Authorization");
        if (header != null && header.startsWith(SCHEME)) {
            tokens.bearer(header.substring(SCHEME.length()).strip()).ifPresent(BearerFilter::admit);
        }
        chain.doFilter(request, response);
    }

    private static void admit(ApiTokens.Bearer bearer) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        UsernamePasswordAuthenticationToken known = UsernamePasswordAuthenticationToken.authenticated(
                bearer.person(), bearer.number(), AuthorityUtils.NO_AUTHORITIES);
        known.setDetails(bearer.scope());
        context.setAuthentication(known);
        SecurityContextHolder.setContext(context);
    }
}
