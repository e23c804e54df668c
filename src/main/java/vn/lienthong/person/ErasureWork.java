package vn.lienthong.person;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.agency.KeptAnswers;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HoldsPersons;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.quarantine.PersonsRows;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.quarantine.Sought;
import vn.lienthong.quarantine.Suppressions;
import vn.lienthong.sync.PersonsTargets;
import vn.lienthong.sync.SyncError;
import vn.lienthong.sync.SyncJob;

/**
 * Carries out what was approved, place by place, and again every minute where a place could not be reached. Each step may be repeated:
 * a node that dies in the middle leaves the rest to the next one.
 */
@Component
class ErasureWork {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWork.class);
    private static final int TELLING = 6;

    private final Erasures erasures;
    private final PersonFile file;
    private final PersonsTargets targets;
    private final PersonsRows held;
    private final Suppressions suppressions;
    private final KeptAnswers answers;
    private final List<HoldsPersons> rooms;
    private final ObjectProvider<Approvals> approvals;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ErasureWork(
            Erasures erasures,
            PersonFile file,
            PersonsTargets targets,
            PersonsRows held,
            Quarantine quarantine,
            KeptAnswers answers,
            List<HoldsPersons> rooms,
            ObjectProvider<Approvals> approvals,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.erasures = erasures;
        this.file = file;
        this.targets = targets;
        this.held = held;
        this.suppressions = quarantine.suppressions();
        this.answers = answers;
        this.rooms = rooms;
        this.approvals = approvals;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Every minute: what waits for a place is tried again, what was approved by a node that died is begun, what nobody approved is dropped. */
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void again() {
        for (Erasure erasure : erasures.unfinished()) {
            try {
                goOn(erasure);
            } catch (RuntimeException failed) {
                LOG.warn("{} could not be carried out and is tried again in a minute", erasure.subject(), failed);
            }
        }
    }

    private void goOn(Erasure erasure) {
        if (erasure.state() == Erasure.State.ASKED && !decided(erasure)) {
            return;
        }
        carryOut(erasure.number());
    }

    /** Whether it may begin; one that nobody approved in time, or nobody was asked to, is dropped. */
    private boolean decided(Erasure erasure) {
        Long number = erasure.approval();
        if (number == null) {
            if (erasure.asked().isBefore(clock.instant().minus(Erasures.LEASE))) {
                erasures.drop(erasure.number());
            }
            return false;
        }
        Approval approval = approvals.getObject().get(number);
        if (approval.state() == Approval.State.APPROVED) {
            return erasures.approved(erasure.number(), String.valueOf(approval.decidedBy()), number);
        }
        if (approval.state() != Approval.State.OPEN) {
            erasures.drop(erasure.number());
        }
        return false;
    }

    /** Carries out an erasure as far as it can be now; nothing where another node is at it. */
    void carryOut(long number) {
        if (!erasures.take(number)) {
            return;
        }
        try {
            Erasure erasure = erasures.find(number).orElseThrow();
            erasures.sought(erasure).ifPresent(sought -> new One(erasure, sought).erase());
        } finally {
            erasures.release(number);
        }
    }

    /** One erasure. */
    private final class One {
        private final Erasure erasure;
        private final Sought sought;

        One(Erasure erasure, Sought sought) {
            this.erasure = erasure;
            this.sought = sought;
        }

        void erase() {
            // first what comes in from now on is left out, then what is there goes
            Findings before = file.there(erasure.agency(), sought);
            if (ofMany(before)) {
                return;
            }
            before.jobs().forEach(this::leaveOut);
            before.jobs().forEach(this::quarantine);
            before.jobs().forEach(this::target);
            // looked for again: a run that was under way may have held a row meanwhile
            file.there(erasure.agency(), sought).jobs().forEach(this::quarantine);
            answers();
            rooms.forEach(this::rest);
            transaction.executeWithoutResult(status -> {
                if (erasures.put(erasure.number())) {
                    journal.recordWithin(erased());
                }
            });
        }

        /** More rows came since it was asked for, or a target answers now that did not: nobody is erased by what many share. */
        private boolean ofMany(Findings before) {
            List<Findings.OfJob> many = before.jobs().stream()
                    .filter(one -> code(one) == SyncError.PERSON_IS_MANY)
                    .toList();
            many.forEach(one ->
                    erasures.place(erasure.number(), one.name(), "target", Erasure.Outcome.WAITS, 0, one.failure()));
            if (!many.isEmpty()) {
                suppressions.lift(erasure.number());
            }
            return !many.isEmpty();
        }

        private static @Nullable ErrorCode code(Findings.OfJob one) {
            return one.failure() == null ? null : one.failure().code();
        }

        private Journal.Entry erased() {
            List<Erasure.Place> places = erasures.places(erasure.number());
            Map<String, String> facts = new TreeMap<>();
            for (String what : List.of("quarantine", "target", "answers", "exchanges")) {
                int rows = places.stream()
                        .filter(place -> place.what().equals(what))
                        .mapToInt(Erasure.Place::rows)
                        .sum();
                facts.put(what, "" + rows);
            }
            return new Journal.Entry("hub", "person.erased", erasure.subject(), "done", null, facts)
                    .withAgency(erasure.agency())
                    .under("approval/" + erasure.approval())
                    .about(sought.identity());
        }

        /**
         * Not where the target is down: nothing comes in there, and whether the value is one person's is not known yet. A held row that the
         * value of its source identifies is left out by that value: its key may be another's, which it bore by mistake.
         */
        private void leaveOut(Findings.OfJob one) {
            ErrorCode failed = code(one);
            if (failed != null && failed.kind() == ErrorKind.UNAVAILABLE) {
                return;
            }
            JobName name = new JobName(one.name());
            SyncJob job = one.job();
            if (job != null) {
                suppressions.values(name, erasure.number(), targets.sourceColumns(job, sought), sought);
            }
            suppressions.marks(
                    name,
                    erasure.number(),
                    one.held().stream()
                            .filter(row -> !row.bySource())
                            .map(PersonsRows.Found::keyMark)
                            .filter(Objects::nonNull)
                            .toList());
        }

        private void target(Findings.OfJob one) {
            SyncJob job = one.job();
            if (job == null || one.target() == null && one.trouble() == null) {
                return; // removed, or another agency answers for it
            }
            try {
                targets.erase(
                        job,
                        sought,
                        file.within(erasure.agency()),
                        erasure.number(),
                        rows -> erasures.known(erasure.number(), one.name(), "target", rows));
                erasures.place(erasure.number(), one.name(), "target", Erasure.Outcome.NOTHING, 0, null);
            } catch (HubException failed) {
                erasures.place(erasure.number(), one.name(), "target", Erasure.Outcome.WAITS, one.targetRows(), failed);
            }
        }

        private void quarantine(Findings.OfJob one) {
            List<Long> ids = one.held().stream().map(PersonsRows.Found::id).toList();
            transaction.executeWithoutResult(status -> {
                int emptied = held.empty(ids, erasure.subject());
                erasures.place(
                        erasure.number(),
                        one.name(),
                        "quarantine",
                        emptied == 0 ? Erasure.Outcome.NOTHING : Erasure.Outcome.ERASED,
                        emptied,
                        null);
            });
        }

        /** A text that is short stands in many rows by chance: it has to be in the column that identifies people. */
        private void rest(HoldsPersons room) {
            try {
                int rows = room.erase(
                        file.within(erasure.agency()),
                        (column, text) ->
                                sought.is(text) && (text.length() >= TELLING || column.equals(sought.column())));
                boolean waited = erasures.places(erasure.number()).stream()
                        .anyMatch(place -> place.what().equals(room.kept()));
                if (rows > 0 || waited) {
                    Erasure.Outcome outcome = rows > 0 ? Erasure.Outcome.ERASED : Erasure.Outcome.NOTHING;
                    erasures.place(erasure.number(), "", room.kept(), outcome, rows, null);
                }
            } catch (HubException busy) {
                erasures.place(erasure.number(), "", room.kept(), Erasure.Outcome.WAITS, 0, busy);
            }
        }

        private void answers() {
            transaction.executeWithoutResult(status -> {
                int emptied = answers.empty(sought.spellings());
                erasures.place(
                        erasure.number(),
                        "",
                        "answers",
                        emptied == 0 ? Erasure.Outcome.NOTHING : Erasure.Outcome.ERASED,
                        emptied,
                        null);
            });
        }
    }
}
