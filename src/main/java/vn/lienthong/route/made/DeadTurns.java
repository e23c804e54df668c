package vn.lienthong.route.made;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.failed.BegunTurns;
import vn.lienthong.route.failed.Failed;
import vn.lienthong.route.failed.FailedBook;
import vn.lienthong.route.failed.FailedError;

/** Finds turns whose node died in their middle, and writes them down: what they had done nobody knows, so they can only be begun anew. */
@Component
class DeadTurns {
    private static final Logger LOG = LoggerFactory.getLogger(DeadTurns.class);

    private final BegunTurns begun;
    private final FailedBook book;
    private final KnownMade made;
    private final TransactionTemplate whole;

    DeadTurns(BegunTurns begun, FailedBook book, KnownMade made, PlatformTransactionManager transactions) {
        this.begun = begun;
        this.book = book;
        this.made = made;
        this.whole = new TransactionTemplate(transactions);
    }

    /** Every few seconds: this node's turns keep their lease, and those of dead nodes become failed exchanges. */
    @Scheduled(initialDelay = 5000, fixedDelay = 5000)
    void look() {
        try {
            begun.renew();
            whole.executeWithoutResult(status -> begun.died().forEach(this::died));
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Turns of nodes that died cannot be looked for now: {}",
                    failed.getClass().getSimpleName());
        }
    }

    private void died(String route) {
        List<MadeFile> files = made.states().values().stream()
                .map(KnownMade.State::running)
                .filter(running -> running != null
                        && running.routes().stream().anyMatch(one -> one.id().equals(route)))
                .toList();
        if (files.isEmpty()) {
            LOG.info("A node died in a turn of route {}, which is not there any more", route);
            return;
        }
        book.died(new Failed(
                route,
                files.get(0).agency(),
                "",
                null,
                new HubException(FailedError.NODE_GONE, Map.of("route", route)),
                null,
                null,
                0,
                List.of(),
                null,
                false));
    }
}
