package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Where people find themselves after they signed in, did not, or signed out. */
@Component
class SignInPages {
    private static final String WRONG = "/login?refused=account";

    private final DefaultRedirectStrategy redirect = new DefaultRedirectStrategy();
    private final Grants grants;
    private final Sessions sessions;
    private final Journal journal;

    SignInPages(Grants grants, Sessions sessions, Journal journal) {
        this.grants = grants;
        this.sessions = sessions;
        this.journal = journal;
    }

    /** To the page somebody wanted, else to the overview; to the own page where he may not look at that. */
    SavedRequestAwareAuthenticationSuccessHandler entered() {
        return new SavedRequestAwareAuthenticationSuccessHandler() {
            @Override
            protected String determineTargetUrl(
                    HttpServletRequest request, HttpServletResponse response, Authentication person) {
                return grants.reach(person.getName()).containsKey(Act.SEE) ? "/" : "/me";
            }
        };
    }

    /** Back to the sign-in page, which says what to do. */
    void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        redirect.sendRedirect(
                request, response, why instanceof SignInProvider.Refused known ? page(known.why()) : WRONG);
    }

    /** Back to the sign-in page from a sign-in provider. */
    static String again(HubException why) {
        return "redirect:" + page(why);
    }

    private static String page(HubException why) {
        if (!(why.code() instanceof AgencyError known)) {
            throw why;
        }
        return switch (known) {
            case SIGN_IN_WAIT -> "/login?wait=" + why.arguments().get("seconds");
            case SIGN_IN_BUSY -> "/login?busy";
            case TOKEN_REFUSED -> "/login?refused=token";
            case PROVIDER_REFUSED -> "/login?refused=provider";
            case PROVIDER_AWAY -> "/login?refused=away";
            case FACTOR_MISSING -> "/login?refused=factor";
            case IDENTITY_UNKNOWN -> "/login?refused=identity";
            case IDENTITY_TAKEN -> "/login?refused=taken";
            case IDENTITY_STALE -> "/login?refused=stale";
            case INVITATION_REFUSED -> "/login?refused=invitation";
            case PROVIDER_UNKNOWN -> throw why;
            default -> WRONG;
        };
    }

    /** Somebody leaves. */
    void leaving(HttpServletRequest request, HttpServletResponse response, Authentication person) {
        if (person != null) {
            Long number = Sessions.present(person);
            if (number != null) {
                sessions.end(person.getName(), number);
            }
            journal.record(new Journal.Entry(person.getName(), "person.signed-out", "hub", "done", null, Map.of()));
        }
    }
}
