package vn.lienthong.agency;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;

/** Knows who asks by how he signed in, and what he may do by the roles that he has at this moment. */
@Component
class SignedIn implements Callers {
    private static final String OF_REQUEST = SignedIn.class.getName();

    private final Grants grants;
    private final Agencies agencies;
    private final Confirmations confirmations;
    private final Scopes scopes;
    private final ThreadLocal<@Nullable Caller> served = new ThreadLocal<>();

    SignedIn(Grants grants, Agencies agencies, Confirmations confirmations, Scopes scopes) {
        this.scopes = scopes;
        this.confirmations = confirmations;
        this.grants = grants;
        this.agencies = agencies;
    }

    @Override
    public Caller current() {
        Caller other = served.get();
        return other == null ? ofRequest() : other;
    }

    @Override
    public boolean others(String than, Act act, @Nullable AgencyCode agency) {
        return grants.all(null).stream()
                .map(Grants.Grant::person)
                .filter(person -> !person.equals(than))
                .distinct()
                .anyMatch(
                        person -> new PersonCalling(person, grants.reach(person), null, agencies::upwards, () -> false)
                                .may(act, agency));
    }

    @Override
    public <T> T as(Caller caller, Supplier<T> work) {
        Caller before = served.get();
        served.set(caller);
        try {
            return work.get();
        } finally {
            if (before == null) {
                served.remove();
            } else {
                served.set(before);
            }
        }
    }

    /** What the address of a page leaves of what its reader may do; null where it takes nothing away. */
    private PersonCalling.@Nullable Scope page(@Nullable RequestAttributes request) {
        AgencyCode narrowed =
                request instanceof ServletRequestAttributes servlet ? scopes.of(servlet.getRequest()) : null;
        return narrowed == null ? null : new PersonCalling.Scope(null, narrowed);
    }

    /** Looked up once for each request. */
    private Caller ofRequest() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || who instanceof AnonymousAuthenticationToken || !who.isAuthenticated()) {
            throw new IllegalStateException("nobody is served on this thread");
        }
        if (request != null
                && request.getAttribute(OF_REQUEST, RequestAttributes.SCOPE_REQUEST) instanceof Caller known
                && known.name().equals(who.getName())) {
            return known;
        }
        agencies.look();
        PersonCalling.Scope scope = who.getDetails() instanceof PersonCalling.Scope narrowed ? narrowed : page(request);
        Caller caller = new PersonCalling(
                who.getName(),
                grants.reach(who.getName()),
                scope,
                agencies::upwards,
                () -> confirmations.last(request, who));
        if (request != null) {
            request.setAttribute(OF_REQUEST, caller, RequestAttributes.SCOPE_REQUEST);
        }
        return caller;
    }
}
