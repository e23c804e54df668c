package vn.lienthong.agency;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import vn.lienthong.kernel.Costly;

/** Counts what people call, and of people and programs what is {@link Costly}; programs' other calls have passed {@link CallFilter}. */
@Component
class CallKeeper implements HandlerInterceptor {
    private static final String PLACE = CallKeeper.class.getName() + ".place";

    private final CallLimits limits;

    CallKeeper(CallLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST || SessionLimits.file(request)) {
            return true;
        }
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (!request.getServletPath().startsWith("/api/")) {
            limits.take(who);
        }
        Costly costly =
                handler instanceof HandlerMethod method ? Above.of(method).costly() : null;
        if (costly != null) {
            request.setAttribute(PLACE, limits.takeCostly(who, costly.lasting()));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failed) {
        if (request.getAttribute(PLACE) instanceof Runnable leave) {
            request.removeAttribute(PLACE);
            leave.run();
        }
    }
}
