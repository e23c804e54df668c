package vn.lienthong.agency;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Tells who somebody is by name, password and code. A refusal takes the same time, the same words and the same entry of the journal
 * whatever was wrong; names that nobody has stand nowhere.
 */
@Component
class SignIn {
    /** Whoever gave a name that nobody has. */
    private static final String STRANGER = "stranger";

    private static final int LONGEST_NAME = 63;

    private final People people;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Attempts attempts;
    private final SignInToken firstStart;
    private final Journal journal;

    SignIn(
            People people,
            Accounts accounts,
            Passwords passwords,
            Attempts attempts,
            SignInToken firstStart,
            Journal journal) {
        this.people = people;
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.firstStart = firstStart;
        this.journal = journal;
    }

    /**
     * What somebody gives of himself.
     *
     * @param code of his phone, or one of his recovery codes
     * @param address where he calls from
     */
    record Given(String name, String password, String code, String address) {
        @Override
        public String toString() {
            return "Given[]";
        }
    }

    /**
     * Who it is.
     *
     * @param act what he does by it, for the journal: {@code person.signed-in}
     * @throws HubException DENIED where it is nobody, or where he has to wait
     */
    String person(Given given, String act) {
        String name = given.name().length() > LONGEST_NAME ? "" : given.name().strip();
        attempts.begin(name, given.address());
        Optional<Accounts.Account> account = accounts.find(name);
        Optional<AgencyCode> agency = people.find(name).map(People.Person::agency);
        boolean right = passwords.match(
                        given.password(),
                        account.map(Accounts.Account::password).orElse(null))
                && account.filter(known -> accounts.use(known, given.code())).isPresent();
        journal.record(new Journal.Entry(
                        account.map(Accounts.Account::person).orElse(STRANGER),
                        act,
                        "hub",
                        right ? "done" : "refused",
                        null,
                        Map.of("from", given.address()))
                .withAgency(agency.filter(known -> account.isPresent()).stream().toArray(AgencyCode[]::new)));
        if (!right) {
            throw new HubException(AgencyError.SIGN_IN_REFUSED, Map.of());
        }
        attempts.succeeded(name, given.address());
        return name;
    }

    /**
     * The first administrator, if this is the first-start token.
     *
     * @param subject what he gets, for the journal
     * @throws HubException DENIED
     */
    String firstAdministrator(@Nullable String token, String act, String subject) {
        boolean right = token != null && firstStart.use(token);
        journal.record(new Journal.Entry(
                People.FIRST_ADMINISTRATOR,
                act,
                right ? subject : subject.replaceFirst("/.*", ""),
                right ? "done" : "refused",
                null,
                Map.of()));
        if (!right) {
            throw new HubException(AgencyError.TOKEN_REFUSED, Map.of());
        }
        people.admitFirstAdministrator();
        return People.FIRST_ADMINISTRATOR;
    }
}
