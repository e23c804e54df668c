package vn.lienthong.sync;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.ConnectorChanged;
import vn.lienthong.connector.ConnectorRemoved;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** What the look-ups of all jobs of this node share: answers that still hold, how each partner fares, and the account of it. */
class LookUpDesk implements AskedPartners, PartnerQuestions {
    /** Of so many runs it is remembered that they have said whom they ask; a run that is tried again and again says so once. */
    private static final int MOST_TOLD = 10_000;

    private final Journal journal;
    private final Clock clock;
    private final FreshAnswers answers;
    private final Map<ConnectorName, Partner> partners = new ConcurrentHashMap<>();
    private final Map<String, Boolean> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TOLD;
        }
    };

    LookUpDesk(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        this.answers = new FreshAnswers(clock);
    }

    FreshAnswers answers() {
        return answers;
    }

    Partner partner(ConnectorName name) {
        return partners.computeIfAbsent(name, connector -> new Partner(connector, clock));
    }

    @Override
    public Answer ask(ConnectorName connector, Supplier<Answer> question) {
        Partner partner = partner(connector);
        partner.enter();
        try {
            partner.ask();
            return settle(partner, question);
        } finally {
            partner.leave();
        }
    }

    private static Answer settle(Partner partner, Supplier<Answer> question) {
        try {
            Answer answer = question.get();
            if (answer.failed().isEmpty()) {
                partner.answered();
            } else {
                partner.failed();
            }
            return answer;
        } catch (HubException failed) {
            if (failed.code().kind() == ErrorKind.UNAVAILABLE) {
                partner.failed();
            } else {
                partner.notAsked();
            }
            throw failed;
        } catch (RuntimeException bug) {
            partner.notAsked();
            throw bug;
        }
    }

    @Override
    public Circuit circuit(ConnectorName name) {
        Partner partner = partners.get(name);
        return partner == null ? Circuit.CLOSED : partner.circuit();
    }

    /**
     * Puts into the journal that a run asks a partner; where that cannot be written, nothing is asked.
     *
     * @param once names the run and the look-up, so that a run says it once on this node; "" where it is always said
     */
    synchronized void tell(String once, Journal.Entry entry) {
        if (once.isEmpty() || !told.containsKey(once)) {
            journal.record(entry);
            told.put(once, true);
        }
    }

    /** A connector that leads elsewhere now is asked anew. */
    @EventListener
    void changed(ConnectorChanged changed) {
        forget(changed.connector());
    }

    @EventListener
    void removed(ConnectorRemoved removed) {
        forget(removed.connector());
    }

    private void forget(ConnectorName connector) {
        answers.forget(connector);
        partners.remove(connector);
    }
}
