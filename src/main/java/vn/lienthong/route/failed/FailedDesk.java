package vn.lienthong.route.failed;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** What people do with failed exchanges of theirs. Each act is in the journal, in the same transaction. */
@Component
class FailedDesk implements Owned {
    private final FailedStore store;
    private final ReplayStore replays;
    private final FailedBook book;
    private final HeldTurns turns;
    private final Callers callers;
    private final Journal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    FailedDesk(
            FailedStore store,
            ReplayStore replays,
            FailedBook book,
            HeldTurns turns,
            Callers callers,
            Journal journal,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.replays = replays;
        this.book = book;
        this.turns = turns;
        this.callers = callers;
        this.journal = journal;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What was begun.
     *
     * @param left how many of those wanted are still to be wanted again, because there were more than are taken up at a time
     */
    record Begun(long replay, int count, long left) {}

    /** The agencies of which the caller may do this. */
    List<String> agencies(Act act) {
        Caller caller = callers.current();
        return store.agencies().stream()
                .filter(agency -> caller.may(act, new AgencyCode(agency)))
                .toList();
    }

    /** Of whose agencies the caller may take up what is asked for; whether something has a key is told to no more people than its rows. */
    List<String> repeats(FailedAsked asked) {
        List<String> may = new ArrayList<>(agencies(Act.RUN_JOBS));
        if (asked.key() != null && !asked.key().isBlank()) {
            may.retainAll(agencies(Act.SEE_HELD_ROWS));
        }
        return may;
    }

    /** Those that are wanted, the newest first. That somebody looked for a key is in the journal before he is answered. */
    List<FailedExchange> find(FailedQuery query, long before, int most) {
        List<FailedExchange> found = store.find(query, before, most);
        String key = query.key();
        if (key != null) {
            journal.record(new Journal.Entry(
                            callers.current().name(),
                            "trace.asked",
                            "failed-exchanges",
                            "done",
                            null,
                            Map.of("found", String.valueOf(found.size())))
                    .withAgency(agencies(found))
                    .about(key));
        }
        return found;
    }

    private static AgencyCode[] agencies(List<FailedExchange> of) {
        return of.stream().map(FailedExchange::agency).distinct().toArray(AgencyCode[]::new);
    }

    FailedExchange get(long id) {
        return store.find(id).orElseThrow(() -> unknown(String.valueOf(id)));
    }

    /** Takes the oldest of those that are wanted up again, as many as go at a time. */
    Begun replay(FailedQuery query, String reason) {
        String said = said(reason);
        List<FailedExchange> now = store.repeatable(query, ReplayStore.MOST);
        if (now.isEmpty()) {
            throw new HubException(FailedError.NONE, Map.of());
        }
        Map<String, String> facts = new TreeMap<>();
        if (!query.route().isEmpty()) {
            facts.put("route", query.route());
        }
        if (!query.code().isEmpty()) {
            facts.put("code", query.code());
        }
        ReplayStore.Queued queued = begin(now, said, facts, query.key(), () -> {});
        return new Begun(queued.replay(), queued.count(), store.countRepeatable(query));
    }

    /** Takes one up again; one that may have arrived, too, once a person says so. */
    Begun replay(long id, String reason) {
        String said = said(reason);
        FailedExchange one = get(id);
        if (one.form().equals(FailedExchange.CALL)) {
            throw new HubException(FailedError.CALL, Map.of("id", id));
        }
        if (one.tooLarge()) {
            throw new HubException(FailedError.TOO_LARGE, Map.of("id", id));
        }
        if (one.state() != FailedState.OPEN && one.state() != FailedState.UNKNOWN) {
            throw notWaiting(one);
        }
        Runnable before = one.state() == FailedState.OPEN ? () -> {} : () -> writeAgain(id);
        Map<String, String> facts =
                Map.of("route", one.route(), "was", one.state().code());
        ReplayStore.Queued queued = begin(List.of(one), said, facts, null, before);
        return new Begun(queued.replay(), queued.count(), 0);
    }

    /** What may have arrived is written whatever the target says of it. */
    private void writeAgain(long id) {
        replays.content(id).ifPresent(held -> replays.replace(id, book.seal(turns.sure(book.open(held)))));
    }

    private ReplayStore.Queued begin(
            List<FailedExchange> wanted,
            String said,
            Map<String, String> facts,
            @Nullable String key,
            Runnable before) {
        Caller caller = callers.current();
        return Objects.requireNonNull(transaction.execute(status -> {
            before.run();
            ReplayStore.Queued queued = replays.begin(
                    wanted.stream().map(FailedExchange::id).toList(), caller.name(), said, clock.instant());
            if (queued.count() == 0) {
                throw notWaiting(wanted.get(0)); // somebody else was faster
            }
            Map<String, String> details = new TreeMap<>(facts);
            details.put("count", String.valueOf(queued.count()));
            details.put("replay", String.valueOf(queued.replay()));
            Journal.Entry entry = new Journal.Entry(
                            caller.name(), "failed.replayed", subject(wanted), "done", said, details)
                    .withAgency(agencies(wanted));
            journal.recordWithin(key == null ? entry : entry.about(key));
            return queued;
        }));
    }

    private static String subject(List<FailedExchange> wanted) {
        return wanted.size() == 1 ? "failed-exchange/" + wanted.get(0).id() : "failed-exchanges";
    }

    /** Ends one: it had arrived, or need not. */
    void end(long id, boolean arrived, String reason) {
        FailedExchange one = get(id);
        String said = said(reason);
        Caller caller = callers.current();
        transaction.executeWithoutResult(status -> {
            FailedState as = arrived ? FailedState.SETTLED : FailedState.DISCARDED;
            if (!store.end(id, as, caller.name(), said, clock.instant())) {
                throw notWaiting(one);
            }
            journal.recordWithin(new Journal.Entry(
                            caller.name(),
                            arrived ? "failed.settled" : "failed.discarded",
                            "failed-exchange/" + id,
                            "done",
                            said,
                            Map.of("route", one.route(), "was", one.state().code()))
                    .withAgency(one.agency()));
        });
    }

    private static String said(String reason) {
        if (reason.isBlank()) {
            throw new HubException(FailedError.REASON, Map.of());
        }
        return reason.strip();
    }

    private static HubException notWaiting(FailedExchange one) {
        return new HubException(FailedError.NOT_WAITING, Map.of("id", one.id()));
    }

    @Override
    public String kind() {
        return "failed-exchange";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.matches("\\d{1,18}")
                ? store.find(Long.parseLong(id)).map(one -> new Owners(one.agency()))
                : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(FailedError.UNKNOWN, Map.of("id", id));
    }
}
