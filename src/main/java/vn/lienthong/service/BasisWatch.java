package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Journal;

/**
 * Writes into the journal that an agreement is about to lose its legal basis, and that it has lost it: once, however many nodes look.
 * Calls are refused by the day alone, whether this has been written or not. On the thread of {@link ServiceWatch}.
 */
@Component
class BasisWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BasisWatch.class);

    private final KnownServices known;
    private final JdbcClient state;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<Told> told = new HashSet<>();

    BasisWatch(
            KnownServices known,
            JdbcClient state,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.known = known;
        this.state = state;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    private record Told(String agreement, String act, String what, LocalDate day) {}

    /** Looks at every agreement in its term. */
    synchronized void look() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        for (Agreement agreement : known.agreements()) {
            if (!agreement.covers(today)) {
                continue;
            }
            for (Basis.Leg leg : known.basis(agreement, today).legs()) {
                if (leg.state() == Basis.State.ENDING) {
                    tell(agreement, leg, "agreement.basis-warned");
                } else if (leg.state() == Basis.State.LAPSED) {
                    tell(agreement, leg, "agreement.basis-lapsed");
                }
            }
        }
    }

    private void tell(Agreement agreement, Basis.Leg leg, String act) {
        LocalDate last = leg.instrument().until();
        Told once = new Told(agreement.name(), act, leg.name(), last);
        if (told.contains(once)) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            if (first(once)) {
                journal.recordWithin(new Journal.Entry(
                                "hub",
                                act,
                                "agreement/" + agreement.name(),
                                "done",
                                null,
                                Map.of("instrument", leg.name(), "until", last.toString()))
                        .withAgency(
                                known.find(agreement.service()).orElseThrow().agency(), agreement.consumer()));
                LOG.warn("agreement {}: its legal basis {} is in force until {}", agreement.name(), leg.name(), last);
            }
        });
        told.add(once);
    }

    private boolean first(Told once) {
        return state.sql("""
                                insert into service_told (agreement, act, what, day, told_at)
                                values (:agreement, :act, :what, :day, :now) on conflict do nothing
                                """)
                        .param("agreement", once.agreement())
                        .param("act", once.act())
                        .param("what", once.what())
                        .param("day", once.day())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
