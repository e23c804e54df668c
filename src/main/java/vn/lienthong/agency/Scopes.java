package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;

/** Narrows what a reader looks at to one agency and those below it, by the address of a page. It only ever takes away. */
@Component
public class Scopes {
    /** The parameter of an address that names the agency. */
    public static final String PARAMETER = "scope";

    private final Grants grants;
    private final Agencies agencies;

    Scopes(Grants grants, Agencies agencies) {
        this.grants = grants;
        this.agencies = agencies;
    }

    /** The agency that a request narrows its page to; null where it names none that is listed, or asks for no page. */
    public @Nullable AgencyCode of(HttpServletRequest request) {
        // asked for first: the parameters of a write would be taken out of its body
        boolean looks =
                request.getMethod().equals("GET") && !request.getRequestURI().startsWith("/api/");
        String given = looks ? request.getParameter(PARAMETER) : null;
        if (given == null || given.isEmpty()) {
            return null;
        }
        return agencies.all().stream()
                .map(Agency::code)
                .filter(code -> code.value().equals(given))
                .findFirst()
                .orElse(null);
    }

    /** Those of these agencies, and of the ones above them, that a person may look at however his page is narrowed. */
    public List<Agency> choices(String person, Collection<AgencyCode> some) {
        Reach reach = grants.reach(person).get(Act.SEE);
        if (reach == null) {
            return List.of();
        }
        Set<AgencyCode> all = some.stream()
                .flatMap(code -> agencies.upwards(code).stream())
                .filter(code -> reach.covers(agencies.upwards(code)))
                .collect(Collectors.toSet());
        return agencies.all().stream()
                .filter(agency -> all.contains(agency.code()))
                .toList();
    }
}
