package vn.lienthong.agency;

import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * What an identity at a sign-in provider opens: nothing, as long as it belongs to nobody. It comes to belong to somebody by his
 * invitation, or once he has signed in; never by a name or an address that the provider tells.
 */
@Component
class ProviderSignIn {
    private static final String STRANGER = "stranger";
    private static final String SIGNED_IN = "person.signed-in";

    private final ProviderAnswers answers;
    private final IdentityProviders providers;
    private final Identities identities;
    private final People people;
    private final Invitations invitations;
    private final Attempts attempts;
    private final Journal journal;
    private final TransactionTemplate transaction;

    ProviderSignIn(
            ProviderAnswers answers,
            IdentityProviders providers,
            Identities identities,
            People people,
            Invitations invitations,
            Attempts attempts,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.answers = answers;
        this.providers = providers;
        this.identities = identities;
        this.people = people;
        this.invitations = invitations;
        this.attempts = attempts;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Somebody who has come back, and by what. */
    record Came(String person, Identity identity) {}

    /**
     * Does what somebody was sent for, now that he is back.
     *
     * @param address where he calls from
     * @throws HubException DENIED, CONFLICT or UNAVAILABLE; he is then where he was
     */
    Came back(Errand errand, ProviderAnswers.Back back, String address) {
        attempts.begin(address);
        try {
            Identity identity = answers.identity(errand, back);
            String person = person(errand, identity, address);
            attempts.succeeded(address);
            return new Came(person, identity);
        } catch (HubException refused) {
            if (refused.code().kind() == ErrorKind.UNAVAILABLE) {
                attempts.succeeded(address); // nobody guessed
            }
            if (refused.code() instanceof AgencyError) {
                record(
                        errand.person() == null ? STRANGER : errand.person(),
                        act(errand),
                        "refused",
                        Map.of(
                                "from",
                                address,
                                "provider",
                                errand.provider(),
                                "why",
                                refused.code().name()));
            }
            throw refused;
        }
    }

    private String person(Errand errand, Identity identity, String address) {
        String whom = String.valueOf(errand.person());
        switch (errand.purpose()) {
            case ACCEPT -> accept(errand, identity, whom);
            case BIND -> bind(errand, identity, whom);
            case CONFIRM -> confirm(errand, identity, whom, address);
            case SIGN_IN ->
                whom = identities.person(identity).orElseThrow(() -> refused(AgencyError.IDENTITY_UNKNOWN, errand));
        }
        if (errand.purpose() == Errand.Purpose.SIGN_IN || errand.purpose() == Errand.Purpose.ACCEPT) {
            record(whom, SIGNED_IN, "done", Map.of("from", address, "provider", errand.provider()));
            identities.used(identity);
        }
        return whom;
    }

    private void accept(Errand errand, Identity identity, String person) {
        needAsked(errand, identity);
        transaction.executeWithoutResult(status -> {
            if (!invitations.use(Objects.requireNonNull(errand.invitation()))
                    || people.find(person).isEmpty()) {
                throw new HubException(AgencyError.INVITATION_REFUSED, Map.of());
            }
            give(errand, identity, person, "person.accepted");
        });
    }

    private void bind(Errand errand, Identity identity, String person) {
        if (person.equals(People.FIRST_ADMINISTRATOR)) {
            throw new HubException(AgencyError.IDENTITY_NEEDS_NAME, Map.of());
        }
        needAsked(errand, identity);
        transaction.executeWithoutResult(status -> {
            people.hold(person);
            give(errand, identity, person, "person.identity-added");
        });
    }

    private void give(Errand errand, Identity identity, String person, String act) {
        if (!identities.bind(identity, person)) {
            throw refused(AgencyError.IDENTITY_TAKEN, errand);
        }
        journal.recordWithin(
                new Journal.Entry(person, act, "person/" + person, "done", null, Map.of("provider", errand.provider()))
                        .withAgency(agency(person)));
    }

    private void confirm(Errand errand, Identity identity, String person, String address) {
        if (identities.person(identity).filter(person::equals).isEmpty()) {
            throw refused(AgencyError.IDENTITY_OTHER, errand);
        }
        needAsked(errand, identity);
        record(person, Confirmations.ACT, "done", Map.of("from", address, "provider", errand.provider()));
    }

    /** Whom a browser was left signed in as is not who sits before it: what lasts, or reveals much, wants a fresh answer. */
    private void needAsked(Errand errand, Identity identity) {
        if (!identity.askedSince(errand.begun())) {
            throw refused(AgencyError.IDENTITY_STALE, errand);
        }
    }

    /**
     * Takes an identity from somebody; whatever he has open in browsers ends.
     *
     * @throws HubException NOT_FOUND where it is not his, CONFLICT where he could come in by nothing else
     */
    void unbind(String person, long number) {
        transaction.executeWithoutResult(status -> {
            people.hold(person);
            Identities.Bound taken = identities.of(person).stream()
                    .filter(one -> one.number() == number)
                    .findFirst()
                    .orElseThrow(() -> new HubException(AgencyError.IDENTITY_GONE, Map.of("number", number)));
            boolean another = people.find(person).filter(People.Person::account).isPresent()
                    || identities.of(person).stream()
                            .anyMatch(one -> one.number() != number
                                    && providers.ofIssuer(one.issuer()).isPresent());
            if (!another) {
                throw new HubException(AgencyError.IDENTITY_LAST, Map.of());
            }
            identities.unbind(number);
            people.endSessions(person);
            journal.recordWithin(new Journal.Entry(
                            person,
                            "person.identity-removed",
                            "person/" + person,
                            "done",
                            null,
                            Map.of("issuer", taken.issuer()))
                    .withAgency(agency(person)));
        });
    }

    private static String act(Errand errand) {
        return switch (errand.purpose()) {
            case SIGN_IN -> SIGNED_IN;
            case ACCEPT -> "person.accepted";
            case BIND -> "person.identity-added";
            case CONFIRM -> Confirmations.ACT;
        };
    }

    private HubException refused(AgencyError why, Errand errand) {
        return new HubException(
                why, Map.of("provider", providers.find(errand.provider()).title()));
    }

    private AgencyCode[] agency(String person) {
        return people.find(person).map(People.Person::agency).stream().toArray(AgencyCode[]::new);
    }

    private void record(String person, String act, String outcome, Map<String, String> facts) {
        journal.record(new Journal.Entry(person, act, "hub", outcome, null, facts).withAgency(agency(person)));
    }
}
