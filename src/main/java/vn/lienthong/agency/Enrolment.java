package vn.lienthong.agency;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Lets people choose a password and set up their phone, by an invitation or once they have signed in. */
@Component
class Enrolment {
    private final People people;
    private final Invitations invitations;
    private final Accounts accounts;
    private final Passwords passwords;
    private final OneTimeCodes codes;
    private final Attempts attempts;
    private final ApiTokens tokens;
    private final Sessions sessions;
    private final Journal journal;
    private final TransactionTemplate transaction;

    Enrolment(
            People people,
            Invitations invitations,
            Accounts accounts,
            Passwords passwords,
            OneTimeCodes codes,
            Attempts attempts,
            ApiTokens tokens,
            Sessions sessions,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.people = people;
        this.invitations = invitations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.codes = codes;
        this.attempts = attempts;
        this.tokens = tokens;
        this.sessions = sessions;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is begun: a phone that has not shown a code yet. With an invitation also the password chosen. */
    record Begun(
            String person,
            byte[] secret,
            @Nullable Long invitation,
            @Nullable String passwordHash) {
        /** The secret as people type it, in groups of four. */
        public String text() {
            return OneTimeCodes.text(secret).replaceAll("(.{4})(?!$)", "$1 ");
        }

        public OneTimeCodes.Picture picture() {
            return OneTimeCodes.picture(person, secret);
        }

        @Override
        public String toString() {
            return "Begun[person=" + person + "]";
        }
    }

    /**
     * Begins with an invitation. Nothing is kept until the phone shows a code.
     *
     * @param given name and, as its code, the invitation; with the password chosen
     * @throws HubException DENIED where the invitation does not count, CONFIGURATION where the password cannot be taken
     */
    Begun begin(SignIn.Given given, String again) {
        Invited invited = invited(given);
        same(given.password(), again);
        return new Begun(
                invited.person(),
                codes.newSecret(),
                invited.number(),
                passwords.hash(invited.person(), given.password()));
    }

    /** Somebody, and the number of the invitation that he brought. */
    record Invited(String person, long number) {}

    /**
     * Who it is that brings an invitation; it stays as it is.
     *
     * @param given name and, as its code, the invitation
     * @throws HubException DENIED where the invitation does not count
     */
    Invited invited(SignIn.Given given) {
        String name = given.name().strip();
        attempts.begin(name, given.address());
        OptionalLong invitation =
                people.find(name).isPresent() ? invitations.find(name, given.code()) : OptionalLong.empty();
        if (invitation.isEmpty()) {
            throw new HubException(AgencyError.INVITATION_REFUSED, Map.of());
        }
        attempts.succeeded(name, given.address());
        return new Invited(name, invitation.getAsLong());
    }

    /** Begins with a new phone. */
    Begun renew(String person) {
        return new Begun(person, codes.newSecret(), null, null);
    }

    /**
     * Ends what was begun, once the phone shows a code. Whatever else he has open in browsers ends, and nobody counts as him who showed
     * the old one.
     *
     * @param kept the session that he sits at; null where he is not in yet
     * @return the recovery codes, to be shown once
     * @throws HubException CONFIGURATION where the code is wrong, DENIED where the invitation counts no more
     */
    List<String> finish(Begun begun, String code, @Nullable Long kept) {
        long step =
                codes.step(begun.secret(), code).orElseThrow(() -> new HubException(AgencyError.CODE_WRONG, Map.of()));
        return transaction.execute(status -> {
            if (begun.invitation() == null) {
                accounts.secondFactor(begun.person(), begun.secret());
                record(begun.person(), "person.second-factor-changed");
            } else {
                accept(begun);
            }
            accounts.useStep(begun.person(), step);
            startAnew(begun.person(), kept);
            return accounts.newRecoveryCodes(begun.person());
        });
    }

    private void accept(Begun begun) {
        if (!invitations.use(begun.invitation()) || people.find(begun.person()).isEmpty()) {
            throw new HubException(AgencyError.INVITATION_REFUSED, Map.of());
        }
        accounts.make(begun.person(), begun.passwordHash(), begun.secret());
        record(begun.person(), "person.accepted");
    }

    /**
     * Another password; whatever else he has open in browsers ends, and nobody counts as him who showed the old one.
     *
     * @param kept the session that he sits at; null where he sits at none
     * @param endTokens whether his API tokens end, too: whoever knew the password may have made some
     */
    void password(String person, String password, String again, boolean endTokens, @Nullable Long kept) {
        same(password, again);
        String hash = passwords.hash(person, password);
        transaction.executeWithoutResult(status -> {
            accounts.password(person, hash);
            startAnew(person, kept);
            if (endTokens) {
                tokens.revokeAllOf(person);
            }
            record(person, "person.password-changed", Map.of("tokens", endTokens ? "ended" : "kept"));
        });
    }

    private void startAnew(String person, @Nullable Long kept) {
        sessions.endOthers(person, kept);
        tokens.unconfirm(person);
    }

    private static void same(String password, String again) {
        if (!password.equals(again)) {
            throw new HubException(AgencyError.PASSWORDS_DIFFER, Map.of());
        }
    }

    private void record(String person, String act) {
        record(person, act, Map.of());
    }

    private void record(String person, String act, Map<String, String> facts) {
        journal.recordWithin(new Journal.Entry(person, act, "person/" + person, "done", null, facts));
    }
}
