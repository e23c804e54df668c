package vn.lienthong.agency;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Ends what somebody has open in browsers, at his own word or at that of who manages him, each time with an entry of the journal. */
@Component
class SessionDesk {
    private final Sessions sessions;
    private final People people;
    private final Journal journal;
    private final TransactionTemplate transaction;

    SessionDesk(Sessions sessions, People people, Journal journal, PlatformTransactionManager transactions) {
        this.sessions = sessions;
        this.people = people;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Ends one.
     *
     * @throws HubException NOT_FOUND where he has none of that number
     */
    void end(String person, long number) {
        transaction.executeWithoutResult(status -> {
            if (!sessions.end(person, number)) {
                throw new HubException(AgencyError.SESSION_UNKNOWN, Map.of("number", number));
            }
            record(person, 1);
        });
    }

    /**
     * Ends all but one.
     *
     * @param kept the one he sits at; null where he sits at none
     * @return how many ended
     */
    int endOthers(String person, @Nullable Long kept) {
        Integer ended = transaction.execute(status -> {
            int others = sessions.endOthers(person, kept);
            record(person, others);
            return others;
        });
        return ended == null ? 0 : ended;
    }

    /**
     * Ends all that somebody else has open: who looks after him need not wait for him. His password and his tokens stay.
     *
     * @throws HubException NOT_FOUND, DENIED where the caller does not manage him, CONFIGURATION without a reason
     */
    void endAllOf(Caller by, String person, String reason) {
        People.Person whose = people.find(person)
                .orElseThrow(() -> new HubException(AgencyError.PERSON_UNKNOWN, Map.of("name", person)));
        by.need(Act.MANAGE_PEOPLE, whose.agency());
        if (reason.isBlank()) {
            throw new HubException(AgencyError.REASON_MISSING, Map.of());
        }
        transaction.executeWithoutResult(
                status -> record(by.name(), person, reason.strip(), sessions.endOthers(person, null)));
    }

    private void record(String person, int ended) {
        record(person, person, null, ended);
    }

    private void record(String by, String person, @Nullable String reason, int ended) {
        journal.recordWithin(new Journal.Entry(
                        by,
                        "person.sessions-ended",
                        "person/" + person,
                        "done",
                        reason,
                        Map.of("sessions", String.valueOf(ended)))
                .withAgency(
                        people.find(person).map(People.Person::agency).stream().toArray(AgencyCode[]::new)));
    }
}
