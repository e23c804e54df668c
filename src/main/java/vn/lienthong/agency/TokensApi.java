package vn.lienthong.agency;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Open;
import vn.lienthong.kernel.Page;

/** Exchanges the first-start token for a token that a program can use for a while; shows the valid tokens and ends them. */
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
    private final TransactionTemplate transaction;

    TokensApi(
            SignInToken firstStart,
            ApiTokens tokens,
            People people,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
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

    @Open
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
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

    /** The tokens that are valid now, without their texts. */
    @May(value = Act.MANAGE_PEOPLE, of = "platform")
    @GetMapping
    Page<ApiTokens.Valid> all(
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
        List<ApiTokens.Valid> later =
                tokens.valid().stream().filter(token -> token.number() > after).toList();
        return Page.of(later, Page.size(limit), token -> String.valueOf(token.number()));
    }

    /** Ends a token at once. */
    @May(value = Act.MANAGE_PEOPLE, of = "platform")
    @DeleteMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long number, Principal person) {
        transaction.executeWithoutResult(status -> {
            String purpose = tokens.revoke(number)
                    .orElseThrow(() -> new HubException(AgencyError.TOKEN_UNKNOWN, Map.of("number", number)));
            journal.recordWithin(new Journal.Entry(
                    person.getName(),
                    "token.revoked",
                    "token/" + purpose,
                    "done",
                    null,
                    Map.of("number", "" + number)));
        });
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
