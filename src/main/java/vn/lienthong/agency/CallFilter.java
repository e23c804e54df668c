package vn.lienthong.agency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.lienthong.kernel.HubException;

/** Counts what programs call, as soon as they are known and before their bodies are read. */
final class CallFilter extends OncePerRequestFilter {
    private final CallLimits limits;
    private final Refusal refusal;

    CallFilter(CallLimits limits, Refusal refusal) {
        this.limits = limits;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            limits.take(SecurityContextHolder.getContext().getAuthentication());
        } catch (HubException refused) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(refused.arguments().get("seconds")));
            refusal.answer(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }
}
