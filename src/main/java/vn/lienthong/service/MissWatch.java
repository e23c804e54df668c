package vn.lienthong.service;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;

/**
 * Finds who tries one person after the other: whoever asks about people he knows mostly finds them. Where more than three in five of at
 * least two hundred calls of the last hour found nothing, the agreement is suspended until a person has looked.
 */
@Component
class MissWatch {
    static final long FEWEST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(MissWatch.class);
    private static final Duration SPAN = Duration.ofHours(1);
    private static final double MOST = 0.6;

    private final CallUses uses;
    private final Suspensions suspensions;
    private final Journal journal;
    private final TransactionTemplate transaction;

    MissWatch(CallUses uses, Suspensions suspensions, Journal journal, PlatformTransactionManager transactions) {
        this.uses = uses;
        this.suspensions = suspensions;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Looks at an agreement under which a call has just found nothing. */
    void missed(Agreement agreement, DataService service) {
        CallUses.Count last = uses.last(
                agreement.name(), SPAN, suspensions.lifted(agreement.name()).orElse(null));
        if (last.answered() < FEWEST || last.missed() <= MOST * last.answered()) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            String why = last.missed() + " / " + last.answered();
            if (suspensions.suspend(agreement.name(), "hub", why)) {
                journal.recordWithin(new Journal.Entry(
                                "hub",
                                "agreement.suspended",
                                "agreement/" + agreement.name(),
                                "done",
                                null,
                                Map.of("missed", "" + last.missed(), "of", "" + last.answered()))
                        .withAgency(service.agency(), agreement.consumer()));
                LOG.warn("agreement {} is suspended: {} calls of the last hour found nothing", agreement.name(), why);
            }
        });
    }
}
