package vn.lienthong.agency;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Owned;

/**
 * Stands before every handler: lets in whom its {@link May} names, and nobody where it names none. A thing that is not for the
 * caller looks like one that does not exist.
 */
@Component
class DoorKeeper implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(DoorKeeper.class);
    private static final String PASSWORD = "own-password";
    private static final String TOKEN = "own-token";

    private final Callers callers;
    private final ObjectProvider<Owned> rooms;
    private final Confirmations confirmations;

    DoorKeeper(Callers callers, ObjectProvider<Owned> rooms, Confirmations confirmations) {
        this.confirmations = confirmations;
        this.callers = callers;
        this.rooms = rooms;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // the end of an answer whose beginning came through this door
        boolean entering = request.getDispatcherType() == DispatcherType.REQUEST;
        if (entering && handler instanceof HandlerMethod method && ours(method)) {
            @SuppressWarnings("unchecked")
            Map<String, String> named =
                    (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
            try {
                admit(method, named == null ? Map.of() : named);
            } catch (HubException refused) {
                LOG.info( // not the address: whoever writes it could write into the log
                        "refused {} to {} from {}: {}",
                        method.getShortLogMessage(),
                        callers.current().name(),
                        request.getRemoteAddr(),
                        refused.code().code());
                throw refused;
            }
            confirm(method, request);
        }
        return true;
    }

    /** What the framework answers by itself (pages of errors, static files, the API's description) has its rules in {@link Doors}. */
    static boolean ours(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("vn.lienthong.");
    }

    /** The rule of a handler: its own, or that of its class; null where it has none. */
    static @Nullable May rule(HandlerMethod method) {
        return Above.of(method).may();
    }

    static boolean open(HandlerMethod method) {
        return Above.of(method).open();
    }

    /** Strangers do not come so far: {@link Doors} sends them to sign in. */
    static boolean personal(HandlerMethod method) {
        return Above.of(method).personal();
    }

    /**
     * Goes on where the caller may do what the handler does.
     *
     * @param named the parts of the address
     * @throws HubException NOT_FOUND or DENIED
     */
    void admit(HandlerMethod method, Map<String, String> named) {
        Above above = Above.of(method);
        if (above.open() || above.personal()) {
            return;
        }
        May rule = above.may();
        if (rule == null) {
            throw new HubException(AgencyError.DOOR_WITHOUT_RULE, Map.of());
        }
        Caller caller = callers.current();
        if (rule.of().isEmpty()) {
            caller.need(rule.value());
        } else {
            room(rule.of()).need(caller, rule.value(), String.valueOf(named.get(rule.id())));
        }
    }

    /** Takes what a form that needs it says beside its own fields; a form sent without is answered by the page that asks for it. */
    private void confirm(HandlerMethod method, HttpServletRequest request) {
        Confirmed asked = Above.of(method).confirmed();
        if (asked == null) {
            return;
        }
        if (posted(request)
                && !(said(request, PASSWORD).isEmpty() && said(request, TOKEN).isEmpty())) {
            confirmations.take(
                    new Confirmations.Shown(said(request, PASSWORD), said(request, "own-code"), said(request, TOKEN)),
                    SecurityContextHolder.getContext().getAuthentication(),
                    request);
        }
        if (asked.always()) {
            callers.current().needConfirmed();
        }
    }

    /** A link shows nothing: an address is no place for a password, and another site could make somebody's browser guess. */
    private static boolean posted(HttpServletRequest request) {
        return request.getMethod().equals("POST");
    }

    private static String said(HttpServletRequest request, String field) {
        String value = request.getParameter(field);
        return value == null ? "" : value;
    }

    private Owned room(String kind) {
        return rooms.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no room knows whose a " + kind + " is"));
    }
}
