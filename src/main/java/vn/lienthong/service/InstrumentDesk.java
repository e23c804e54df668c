package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/**
 * The record of legal instruments. One is put on record, prolonged or said to be replaced by two people who agree on sharing for the
 * agency that keeps track of it: nobody makes a basis for an agreement alone.
 */
@Component
class InstrumentDesk implements Approvable {
    static final String KIND = "instrument";
    private static final String YAML = "yaml";
    private static final Text NOTHING = Text.same("–");

    private final KnownServices known;
    private final KeptInstruments kept;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InstrumentDesk(
            KnownServices known,
            KeptInstruments kept,
            Approvals approvals,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.known = known;
        this.kept = kept;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * An instrument and what rests on it.
     *
     * @param state how it stands by itself today
     * @param agreements names of those that rest on it, as far as the caller may look at them
     */
    record Line(Instrument instrument, State state, List<String> agreements) {}

    /** How an instrument stands by itself. */
    enum State {
        IN_FORCE,
        /** In force for at most {@value Basis#NOTICE_DAYS} more days. */
        ENDING,
        TO_COME,
        LAPSED;

        /** Its shape. */
        public String shape() {
            return switch (this) {
                case IN_FORCE -> "ok";
                case ENDING -> "slow";
                case TO_COME -> "off";
                case LAPSED -> "fail";
            };
        }
    }

    /** All on record that are for the caller, by name: what agencies signed is for those that it concerns. */
    List<Line> all() {
        Caller caller = callers.current();
        return known.instruments().values().stream()
                .filter(one -> visible(one, caller))
                .map(one -> new Line(one, state(one), agreements(one, caller)))
                .toList();
    }

    private static boolean visible(Instrument instrument, Caller caller) {
        return instrument.parties().isEmpty()
                || caller.sees(new Owners(
                        instrument.agency(), instrument.parties().stream().collect(Collectors.toUnmodifiableSet())));
    }

    private State state(Instrument instrument) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        if (today.isBefore(instrument.from())) {
            return State.TO_COME;
        }
        LocalDate last = instrument.until();
        if (last == null || last.isAfter(today.plusDays(Basis.NOTICE_DAYS - 1L))) {
            return State.IN_FORCE;
        }
        return today.isAfter(last) ? State.LAPSED : State.ENDING;
    }

    private List<String> agreements(Instrument instrument, Caller caller) {
        return known.agreements().stream()
                .filter(one -> one.legalBasis().contains(instrument.name()))
                .filter(one -> known.find(one.service())
                        .filter(service -> caller.sees(new Owners(service.agency(), Set.of(one.consumer()))))
                        .isPresent())
                .map(Agreement::name)
                .toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * Asks that an instrument be put on record, or that the record be changed.
     *
     * @return the request that another person decides
     * @throws DocumentException with all that is wrong in it
     * @throws HubException CONFLICT where it stands on record like that, or something else was asked for under its name; DENIED
     */
    Approval propose(String yaml, String reason) {
        Caller caller = callers.current();
        Instrument asked = known.checkInstrument(yaml);
        caller.need(Act.SHARE_DATA, asked.agency());
        String subject = KIND + "/" + asked.name();
        approvals
                .open(kind(), subject)
                .filter(open -> !yaml.equals(open.wanted().facts().get(YAML)))
                .ifPresent(open -> {
                    throw new HubException(
                            ServiceError.INSTRUMENT_WAITS, Map.of("instrument", asked.name(), "number", open.number()));
                });
        Text cited = asked.cited();
        boolean there = known.instruments().containsKey(asked.name());
        return approvals.ask(
                new Approval.Wanted(
                        kind(),
                        subject,
                        asked.agency(),
                        Act.SHARE_DATA,
                        there
                                ? new Text("Sửa ghi nhận về " + cited.vi(), "Change the record of " + cited.en())
                                : new Text("Ghi nhận " + cited.vi(), "Put on record " + cited.en()),
                        "/instruments",
                        difference(asked),
                        Map.of(YAML, yaml),
                        reason.strip()),
                caller);
    }

    private List<Approval.Change> difference(Instrument asked) {
        Instrument there = known.instruments().get(asked.name());
        if (there != null && !there.agency().equals(asked.agency())) {
            throw new HubException(
                    ServiceError.INSTRUMENT_KEEPER, Map.of("instrument", asked.name(), "agency", there.agency()));
        }
        List<Approval.Change> all = new ArrayList<>();
        List<Text> before = there == null ? null : told(there);
        List<Text> after = told(asked);
        for (int i = 0; i < after.size(); i++) {
            Text as = before == null ? NOTHING : before.get(i);
            if (!as.equals(after.get(i))) {
                all.add(new Approval.Change(NAMES.get(i), as, after.get(i)));
            }
        }
        if (all.isEmpty()) {
            throw new HubException(ServiceError.INSTRUMENT_SAME, Map.of("instrument", asked.name()));
        }
        if (there != null) {
            List<String> standing = known.agreements().stream()
                    .filter(one -> one.legalBasis().contains(asked.name()))
                    .map(Agreement::name)
                    .toList();
            all.add(new Approval.Change(
                    new Text("Thỏa thuận dựa vào", "Agreements that rest on it"),
                    NOTHING,
                    standing.isEmpty() ? NOTHING : Text.same(String.join(", ", standing))));
        }
        return all;
    }

    private static final List<Text> NAMES = List.of(
            new Text("Văn bản", "Instrument"),
            new Text("Ngày ký", "Signed"),
            new Text("Cơ quan ban hành", "Issued by"),
            new Text("Trích yếu", "Title"),
            new Text("Hiệu lực", "In force"),
            new Text("Được thay thế bởi", "Replaced by"),
            new Text("Các bên ký", "Parties"),
            new Text("Cơ quan theo dõi", "Kept by"),
            new Text("Đọc tại", "Read at"));

    private static List<Text> told(Instrument one) {
        return List.of(
                one.cited(),
                Text.same(one.issued().toString()),
                Text.same(one.issuer()),
                one.title(),
                one.validity(),
                orNothing(one.replacedBy()),
                one.parties().isEmpty() ? NOTHING : Text.same(joined(one)),
                Text.same(one.agency().value()),
                orNothing(one.link()));
    }

    private static String joined(Instrument one) {
        return one.parties().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static Text orNothing(@Nullable String words) {
        return words == null ? NOTHING : Text.same(words);
    }

    @Override
    public boolean stands(Approval approval) {
        try {
            agreed(approval);
            return true;
        } catch (HubException | DocumentException overtaken) {
            return false; // whoever looks at the request is told that it was overtaken
        }
    }

    private Instrument agreed(Approval approval) {
        Instrument agreed = known.checkInstrument(approval.wanted().facts().get(YAML));
        if (!difference(agreed).equals(approval.wanted().difference())) {
            throw new HubException(ServiceError.INSTRUMENT_THERE, Map.of("instrument", agreed.name()));
        }
        return agreed;
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        Instrument agreed = agreed(approval);
        boolean there = known.instruments().containsKey(agreed.name());
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(new Journal.Entry(
                            approver,
                            there ? "instrument.changed" : "instrument.recorded",
                            KIND + "/" + agreed.name(),
                            "done",
                            approval.wanted().reason(),
                            Map.of(
                                    "number",
                                    agreed.number(),
                                    "until",
                                    agreed.until() == null ? "" : agreed.until().toString()))
                    .withAgency(agreed.agency())
                    .under("approval/" + approval.number()));
            kept.end(agreed.name(), approver);
            kept.add(agreed.name(), approval.wanted().facts().get(YAML), approver);
        });
        known.refresh();
    }
}
