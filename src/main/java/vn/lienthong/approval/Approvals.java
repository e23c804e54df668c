package vn.lienthong.approval;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/**
 * The second person. One asks, with a reason; another one, who may do it himself, decides what he was shown; both stand in the
 * journal before anything happens. Whoever asked can only withdraw.
 */
@Component
public class Approvals implements Owned {
    /** So long a request can be decided. */
    static final Duration VALID = Duration.ofDays(7);

    private final ApprovalLedger ledger;
    private final ObjectProvider<Approvable> kinds;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final boolean bothSides;

    Approvals(
            ApprovalLedger ledger,
            ObjectProvider<Approvable> kinds,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock,
            @Value("${lienthong.sample.enabled:false}") boolean sample,
            @Value("${lienthong.sample.both-sides:true}") boolean bothSides) {
        this.ledger = ledger;
        this.kinds = kinds;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.bothSides = sample && bothSides;
    }

    /** Whether a newcomer may try both sides alone: in the sample only. */
    public boolean bothSides() {
        return bothSides;
    }

    /**
     * Asks for it. What is asked for already stays as it is.
     *
     * @throws HubException CONFIGURATION without a reason
     */
    public Approval ask(Approval.Wanted wanted, Caller caller) {
        caller.need(wanted.act(), wanted.agency());
        return propose(wanted, caller);
    }

    /**
     * The same for what whoever asks could not do himself; the room has looked whether he may ask.
     *
     * @throws HubException CONFIGURATION without a reason
     */
    public Approval propose(Approval.Wanted wanted, Caller caller) {
        if (wanted.reason().isBlank()) {
            throw new HubException(ApprovalError.REASON_MISSING, Map.of());
        }
        Instant now = clock.instant();
        return transaction.execute(status -> {
            Optional<Approval> there =
                    ledger.open(wanted.kind(), wanted.subject()).map(this::seen);
            if (there.filter(one -> one.state() == Approval.State.OPEN).isPresent()) {
                return there.get();
            }
            there.ifPresent(gone -> ledger.settle(gone.number(), "withdrawn", "hub", null, now));
            Approval asked = ledger.add(wanted, caller.name(), now, now.plus(VALID));
            record(caller, "approval.asked", asked, wanted.reason());
            return asked;
        });
    }

    /** The open request for a thing, if there is one. */
    public Optional<Approval> open(String kind, String subject) {
        return ledger.open(kind, subject).map(this::seen).filter(one -> one.state() == Approval.State.OPEN);
    }

    /** Whether somebody else than whoever asked could decide it. */
    public boolean anybodyElse(Approval approval) {
        return callers.others(
                approval.requester(), approval.wanted().act(), approval.wanted().agency());
    }

    /** Why the caller cannot decide it, if he cannot. */
    public Optional<HubException> hindrance(Approval approval) {
        Caller caller = callers.current();
        if (!caller.may(approval.wanted().act(), approval.wanted().agency())) {
            return Optional.of(new HubException(
                    ApprovalError.NOT_THE_ONE,
                    Map.of("act", approval.wanted().act().words())));
        }
        if (caller.name().equals(approval.requester()) && !bothSides) {
            return Optional.of(new HubException(
                    anybodyElse(approval) ? ApprovalError.OWN_REQUEST : ApprovalError.NO_SECOND_PERSON,
                    Map.of("act", approval.wanted().act().words())));
        }
        return Optional.empty();
    }

    /**
     * Decides for it, and carries it out.
     *
     * @throws HubException DENIED for whoever asked or may not do it himself; CONFLICT when it was decided, has expired or is no
     *     longer what was shown
     */
    public Approval approve(long number, String words) {
        Approval approval = end(number, "approved", "approval.approved", words, this::hindrance);
        try {
            kind(approval).carryOut(approval, callers.current().name(), words);
        } catch (RuntimeException failed) {
            ledger.reopen(number);
            throw failed;
        }
        return approval;
    }

    /** Decides against it: nothing happens. */
    public Approval decline(long number, String words) {
        return end(number, "declined", "approval.declined", words, this::hindrance);
    }

    /** Takes it back; only whoever asked can. */
    public Approval withdraw(long number) {
        return end(
                number,
                "withdrawn",
                "approval.withdrawn",
                "",
                approval -> callers.current().name().equals(approval.requester())
                        ? Optional.empty()
                        : Optional.of(new HubException(ApprovalError.NOT_YOURS, Map.of())));
    }

    private Approval end(
            long number, String state, String act, String words, Function<Approval, Optional<HubException>> hindrance) {
        Caller caller = callers.current();
        return transaction.execute(status -> {
            Approval approval = decidable(number);
            hindrance.apply(approval).ifPresent(refused -> {
                throw refused;
            });
            ledger.settle(number, state, caller.name(), words.isBlank() ? null : words, clock.instant());
            record(caller, act, approval, words);
            return get(number);
        });
    }

    private Approval decidable(long number) {
        Approval approval = ledger.locked(number).map(this::seen).orElseThrow(() -> unknown(String.valueOf(number)));
        if (approval.state() != Approval.State.OPEN) {
            throw new HubException(
                    ApprovalError.DECIDED, Map.of("number", number, "state", ApprovalWords.of(approval.state())));
        }
        return approval;
    }

    /** Those that the caller may see, open ones first, then the newest. */
    public List<Approval> all() {
        Caller caller = callers.current();
        return ledger.recent().stream()
                .map(this::seen)
                .filter(approval -> caller.name().equals(approval.requester()) || caller.sees(owners(approval)))
                .toList();
    }

    /** How many wait for the caller. */
    public long waiting() {
        return ledger.open().stream()
                .map(this::seen)
                .filter(approval -> approval.state() == Approval.State.OPEN
                        && hindrance(approval).isEmpty())
                .count();
    }

    /** One of them. */
    public Approval get(long number) {
        return ledger.find(number).map(this::seen).orElseThrow(() -> unknown(String.valueOf(number)));
    }

    /** As it stands now: time and the thing itself go on. */
    private Approval seen(Approval approval) {
        if (approval.state() != Approval.State.OPEN) {
            return approval;
        }
        if (!clock.instant().isBefore(approval.expires())) {
            return approval.as(Approval.State.EXPIRED);
        }
        return kind(approval).stands(approval) ? approval : approval.as(Approval.State.OVERTAKEN);
    }

    private Approvable kind(Approval approval) {
        return kinds.stream()
                .filter(one -> one.kind().equals(approval.wanted().kind()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no room carries out " + approval.wanted().kind()));
    }

    private void record(Caller caller, String act, Approval approval, String words) {
        journal.recordWithin(new Journal.Entry(
                caller.name(),
                act,
                approval.wanted().subject(),
                "done",
                words.isBlank() ? null : words,
                Map.of(
                        "approval",
                        "" + approval.number(),
                        "kind",
                        approval.wanted().kind(),
                        "requester",
                        approval.requester())));
    }

    private static Owners owners(Approval approval) {
        return new Owners(approval.wanted().agency());
    }

    @Override
    public String kind() {
        return "approval";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.matches("\\d{1,18}") ? ledger.find(Long.parseLong(id)).map(Approvals::owners) : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(ApprovalError.UNKNOWN, Map.of("number", id));
    }
}
