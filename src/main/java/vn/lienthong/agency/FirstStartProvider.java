package vn.lienthong.agency;

import java.util.Map;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Journal;

/** Lets in whoever brings the first-start token. */
@Component
class FirstStartProvider implements AuthenticationProvider {
    private final SignInToken token;
    private final People people;
    private final Journal journal;

    FirstStartProvider(SignInToken token, People people, Journal journal) {
        this.token = token;
        this.people = people;
        this.journal = journal;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        if (!token.use(String.valueOf(asked.getCredentials()))) {
            journal.record(entry("refused"));
            throw new BadCredentialsException("token refused");
        }
        journal.record(entry("done"));
        people.admitFirstAdministrator();
        return UsernamePasswordAuthenticationToken.authenticated(
                People.FIRST_ADMINISTRATOR, null, AuthorityUtils.NO_AUTHORITIES);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private static Journal.Entry entry(String outcome) {
        return new Journal.Entry(People.FIRST_ADMINISTRATOR, "person.signed-in", "hub", outcome, null, Map.of());
    }
}
