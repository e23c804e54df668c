package vn.lienthong.agency;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Exchanges the first-start token for a token that a program can use for a while. */
@RestController
@RequestMapping(TokensApi.PATH)
class TokensApi {
    static final String PATH = "/api/v1/tokens";

    private static final Duration DEFAULT_VALIDITY = Duration.ofHours(12);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(90);
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9-]{1,40}");

    private final SignInToken firstStart;
    private final ApiTokens tokens;
    private final People people;
    private final Journal journal;

    TokensApi(SignInToken firstStart, ApiTokens tokens, People people, Journal journal) {
        this.firstStart = firstStart;
        this.tokens = tokens;
        this.people = people;
        this.journal = journal;
    }

    /** What is asked for. */
    record Wanted(
            String firstStartToken,
            @Nullable String purpose,
            @Nullable Long hours) {}

    /** What is given, once. */
    record Given(String token, Instant expires) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Given exchange(@RequestBody Wanted wanted) {
        String purpose = purpose(wanted.purpose());
        boolean admitted = wanted.firstStartToken() != null && firstStart.use(wanted.firstStartToken());
        // what a stranger wrote stands nowhere
        journal.record(new Journal.Entry(
                People.FIRST_ADMINISTRATOR,
                "token.issued",
                admitted ? "token/" + purpose : "token",
                admitted ? "done" : "refused",
                null,
                Map.of()));
        if (!admitted) {
            throw new HubException(AgencyError.TOKEN_REFUSED, Map.of());
        }
        people.admitFirstAdministrator();
        ApiTokens.Issued issued = tokens.issue(People.FIRST_ADMINISTRATOR, purpose, validity(wanted.hours()));
        return new Given(issued.token(), issued.expires());
    }

    private static String purpose(@Nullable String asked) {
        if (asked == null) {
            return "api";
        }
        if (!PURPOSE.matcher(asked).matches()) {
            throw new HubException(AgencyError.PURPOSE_INVALID, Map.of());
        }
        return asked;
    }

    private static Duration validity(@Nullable Long hours) {
        if (hours == null) {
            return DEFAULT_VALIDITY;
        }
        Duration asked = Duration.ofHours(Math.max(1, hours));
        return asked.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : asked;
    }
}
