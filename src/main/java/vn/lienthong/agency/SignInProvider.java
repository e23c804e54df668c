package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** Lets into the console whoever brings name, password and code, or the first-start token. */
@Component
class SignInProvider implements AuthenticationProvider {
    private static final String ACT = "person.signed-in";

    private final SignIn signIn;
    private final Sessions sessions;
    private final Clock clock;

    SignInProvider(SignIn signIn, Sessions sessions, Clock clock) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What the sign-in form says beside name and password. */
    record Form(@Nullable String token, String code, Sessions.From from) {
        static Form of(HttpServletRequest request) {
            String code = request.getParameter("code");
            return new Form(request.getParameter("token"), code == null ? "" : code.strip(), Sessions.From.of(request));
        }

        @Override
        public String toString() {
            return "Form[]";
        }
    }

    /**
     * A session: since when, and under which number.
     *
     * @param shown whether he showed who he is when it began; not so where a provider knew him from before
     */
    record Session(Instant since, long number, boolean shown) {}

    /** Why nobody was let in. */
    static final class Refused extends AuthenticationException {
        private static final long serialVersionUID = 1L;
        private final transient HubException why;

        Refused(HubException why) {
            super(why.code().code(), why);
            this.why = why;
        }

        HubException why() {
            return why;
        }
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        Form form = (Form) asked.getDetails();
        String name = person(asked, form);
        Sessions.Way way = form.token() == null ? Sessions.Way.ACCOUNT : Sessions.Way.TOKEN;
        UsernamePasswordAuthenticationToken known =
                UsernamePasswordAuthenticationToken.authenticated(name, null, AuthorityUtils.NO_AUTHORITIES);
        known.setDetails(new Session(clock.instant(), sessions.begin(name, way, form.from()), true));
        return known;
    }

    private String person(Authentication asked, Form form) {
        try {
            return form.token() != null
                    ? signIn.firstAdministrator(form.token(), ACT, "hub")
                    : signIn.person(
                            new SignIn.Given(
                                    asked.getName(),
                                    String.valueOf(asked.getCredentials()),
                                    form.code(),
                                    form.from().address()),
                            ACT);
        } catch (HubException refused) {
            if (!(refused.code() instanceof AgencyError)) {
                throw refused;
            }
            throw new Refused(refused);
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
