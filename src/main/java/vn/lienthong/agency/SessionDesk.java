package vn.lienthong.agency;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Ends what somebody has open in browsers, at his own word, each time with an entry of the journal. */
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

    private void record(String person, int ended) {
        journal.recordWithin(new Journal.Entry(
                        person,
                        "person.sessions-ended",
                        "person/" + person,
                        "done",
                        null,
                        Map.of("sessions", String.valueOf(ended)))
                .withAgency(
                        people.find(person).map(People.Person::agency).stream().toArray(AgencyCode[]::new)));
    }
}
