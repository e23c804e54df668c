package vn.lienthong.connector;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import vn.lienthong.kernel.ConnectorName;

/**
 * The systems that are asked single questions, by jobs and by services alike: how each fares on this node, and what they answered that
 * may be used again. A connector that leads elsewhere now is asked anew. For every thread.
 */
public class Partners {
    private final Clock clock;
    private final FreshAnswers answers;
    private final Map<ConnectorName, Partner> partners = new ConcurrentHashMap<>();

    public Partners(Clock clock) {
        this.clock = clock;
        this.answers = new FreshAnswers(clock);
    }

    /** Answers that still hold. */
    public FreshAnswers answers() {
        return answers;
    }

    /** How one fares. */
    public Partner partner(ConnectorName name) {
        return partners.computeIfAbsent(name, connector -> new Partner(connector, clock));
    }

    /** As it is now; {@link Circuit#CLOSED} of one that nobody asks. */
    public Circuit circuit(ConnectorName name) {
        Partner partner = partners.get(name);
        return partner == null ? Circuit.CLOSED : partner.circuit();
    }

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
