package vn.lienthong.agency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Gives out API tokens and ends them: people their own, whoever manages people those of his people. */
@Component
class TokenDesk {
    private static final Duration DEFAULT_VALIDITY = Duration.ofHours(12);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(90);
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9-]{1,40}");

    private final ApiTokens tokens;
    private final People people;
    private final Grants grants;
    private final Agencies agencies;
    private final Journal journal;
    private final TransactionTemplate transaction;

    TokenDesk(
            ApiTokens tokens,
            People people,
            Grants grants,
            Agencies agencies,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.people = people;
        this.grants = grants;
        this.agencies = agencies;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a token shall be.
     *
     * @param acts codes of the only acts it is for; null for all that its person may do
     * @param agency where it is for alone, with all below it; null for everywhere
     * @param hours how long it counts; null for twelve
     */
    record Order(
            @Nullable String purpose,
            @Nullable List<String> acts,
            @Nullable String agency,
            @Nullable Long hours) {
        /** The purpose, once it is known to be a short name. */
        String name() {
            if (purpose != null && !PURPOSE.matcher(purpose).matches()) {
                throw new HubException(AgencyError.PURPOSE_INVALID, Map.of());
            }
            return purpose == null ? "api" : purpose;
        }

        private Duration validity() {
            if (hours == null) {
                return DEFAULT_VALIDITY;
            }
            return Duration.ofHours(Math.min(Math.max(1, hours), LONGEST_VALIDITY.toHours()));
        }
    }

    /** A token for somebody who has shown who he is just now. */
    ApiTokens.Issued issue(String person, Order order) {
        return issue(person, order, Confirmations.VALID);
    }

    private ApiTokens.Issued issue(String person, Order order, Duration confirmed) {
        return tokens.issue(person, order.name(), order.validity(), confirmed, scope(person, order));
    }

    /** A token that somebody who has signed in gives himself, for a program: whoever holds it is not he. */
    ApiTokens.Issued issueOwn(String person, Order order) {
        return transaction.execute(status -> {
            ApiTokens.Issued issued = issue(person, order, Duration.ZERO);
            journal.recordWithin(
                    new Journal.Entry(person, "token.issued", "token/" + order.name(), "done", null, Map.of())
                            .withAgency(agency(person)));
            return issued;
        });
    }

    private AgencyCode[] agency(String person) {
        return people.find(person).map(People.Person::agency).stream().toArray(AgencyCode[]::new);
    }

    /** What a token leaves of what its person may do; it is never more, whatever roles he gets or loses later. */
    private PersonCalling.@Nullable Scope scope(String person, Order order) {
        Set<Act> acts = order.acts() == null || order.acts().isEmpty()
                ? null
                : order.acts().stream().map(code -> held(person, code)).collect(Collectors.toSet());
        AgencyCode agency = order.agency() == null || order.agency().isBlank()
                ? null
                : agencies.find(AgencyCode.parse(order.agency()))
                        .orElseThrow(() -> new HubException(AgencyError.AGENCY_UNKNOWN, Map.of("code", order.agency())))
                        .code();
        return acts == null && agency == null ? null : new PersonCalling.Scope(acts, agency);
    }

    private Act held(String person, String code) {
        Act act = Act.of(code)
                .orElseThrow(() -> new HubException(AgencyError.ACT_UNKNOWN, Map.of("act", String.valueOf(code))));
        if (!grants.reach(person).containsKey(act)) {
            throw new HubException(AgencyError.ACT_NOT_HELD, Map.of("act", act.words()));
        }
        return act;
    }

    /** The tokens that a caller may end: his own, and those of people whom he manages. */
    List<ApiTokens.Valid> seen(Caller caller) {
        Map<String, Boolean> managed = people.all().stream()
                .collect(Collectors.toMap(
                        People.Person::name, person -> caller.may(Act.MANAGE_PEOPLE, person.agency())));
        return tokens.valid().stream()
                .filter(token -> token.person().equals(caller.name()) || managed.getOrDefault(token.person(), false))
                .toList();
    }

    /**
     * Ends a token at once.
     *
     * @throws HubException NOT_FOUND where there is none for the caller to end
     */
    void end(Caller caller, long number) {
        ApiTokens.Valid token = seen(caller).stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> new HubException(AgencyError.TOKEN_UNKNOWN, Map.of("number", number)));
        transaction.executeWithoutResult(status -> {
            tokens.revoke(number);
            journal.recordWithin(new Journal.Entry(
                            caller.name(),
                            "token.revoked",
                            "token/" + token.purpose(),
                            "done",
                            null,
                            Map.of("number", "" + number, "person", token.person()))
                    .withAgency(agency(token.person())));
        });
    }
}
