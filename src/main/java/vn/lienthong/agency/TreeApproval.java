package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Moving agencies: whoever reaches them changes, so one person asks and another one, who may change agencies both where they come from
 * and where they go, decides. As long as nobody else could, one does it alone.
 */
@Component
class TreeApproval implements Approvable {
    private static final String KIND = "agency";
    private static final String WISH = "wish";

    private final Agencies agencies;
    private final KeptAgencies kept;
    private final TreeWishes wishes;
    private final TreeWords words;
    private final ObjectProvider<AgencyThings> rooms;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    TreeApproval(
            Agencies agencies,
            KeptAgencies kept,
            TreeWishes wishes,
            TreeWords words,
            ObjectProvider<AgencyThings> rooms,
            Approvals approvals,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.agencies = agencies;
        this.kept = kept;
        this.wishes = wishes;
        this.words = words;
        this.rooms = rooms;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The tree as the database has it at this moment, for whoever holds it. */
    AgencyTree standing() {
        return new AgencyTree(
                Stream.concat(agencies.ofFile().stream(), kept.all().stream()).toList());
    }

    TreePlan plan(List<Wanted> wanted, AgencyTree tree, Predicate<@Nullable AgencyCode> may) {
        Supplier<Set<AgencyCode>> inUse = SingletonSupplier.of(
                () -> rooms.stream().flatMap(room -> room.agencies().stream()).collect(Collectors.toSet()));
        return new TreePlanner(tree, kept.ended(), inUse, may).plan(wanted);
    }

    /** Goes on where this is the plan that was shown, and nothing is wrong with it. */
    void needShown(TreePlan plan, String mark) {
        plan.faults().stream().findFirst().ifPresent(fault -> {
            throw fault.wrong();
        });
        if (!plan.mark().equals(mark)) {
            throw new HubException(AgencyError.TREE_CHANGED, Map.of());
        }
    }

    /** Whether it takes a second person, and there is one. */
    boolean needed(Caller by, TreePlan plan) {
        return !plan.moves().isEmpty()
                && callers.others(
                        by.name(), Act.MANAGE_AGENCIES, agencies.tree().over(plan.between()));
    }

    /**
     * Asks for it.
     *
     * @throws HubException CONFLICT where something else is asked for the same agency
     */
    Approval ask(Caller by, TreePlan plan, TreeWishes.Wish wish, String reason) {
        List<TreePlan.Change> moves = plan.moves();
        boolean one = plan.changes().size() == 1;
        String subject = one ? subject(moves.get(0)) : "agencies/" + plan.mark().substring(0, 16);
        Optional<Approval> open = approvals.open(KIND, subject);
        if (open.isPresent()) {
            if (wish(open.get())
                    .filter(asked -> asked.mark().equals(plan.mark()))
                    .isEmpty()) {
                throw new HubException(
                        AgencyError.AGENCY_WAITS,
                        Map.of(
                                "code",
                                moves.get(0).after().code(),
                                "number",
                                open.get().number()));
            }
            return open.get();
        }
        long number = wish.number() == 0
                ? wishes.add(by.name(), wish.source(), plan.mark(), wish.agencies(), List.of())
                : wish.number();
        return approvals.propose(
                new Approval.Wanted(
                        KIND,
                        subject,
                        agencies.tree().over(plan.between()),
                        Act.MANAGE_AGENCIES,
                        words.title(plan),
                        one && moves.get(0).before() != null
                                ? "/agencies/" + moves.get(0).after().code()
                                : "/agencies",
                        words.difference(plan),
                        Map.of(WISH, "" + number),
                        reason.strip()),
                by);
    }

    private static String subject(TreePlan.Change change) {
        return "agency/" + change.after().code();
    }

    private Optional<TreeWishes.Wish> wish(Approval approval) {
        return wishes.find(Long.parseLong(approval.wanted().facts().get(WISH)));
    }

    /** The open request to move an agency, if there is one. */
    Optional<Approval> open(AgencyCode code) {
        return approvals.open(KIND, "agency/" + code);
    }

    /** The same would become of the tree as was shown. */
    @Override
    public boolean stands(Approval approval) {
        return wish(approval)
                .filter(wish -> {
                    TreePlan plan = plan(wish.agencies(), agencies.tree(), everywhere -> true);
                    return plan.faults().isEmpty() && plan.mark().equals(wish.mark());
                })
                .isPresent();
    }

    @Override
    public void carryOut(Approval approval, String approver, String said) {
        TreeWishes.Wish wish = wish(approval).orElseThrow(() -> new HubException(AgencyError.TREE_CHANGED, Map.of()));
        apply(wish, everywhere -> true, approver, approval.wanted().reason(), "approval/" + approval.number());
    }

    /** Does all of it in one transaction, if it still is what was shown. */
    void apply(
            TreeWishes.Wish wish,
            Predicate<@Nullable AgencyCode> may,
            String by,
            String reason,
            @Nullable String under) {
        transaction.executeWithoutResult(status -> {
            kept.hold();
            TreePlan plan = plan(wish.agencies(), standing(), may);
            needShown(plan, wish.mark());
            journal.recordWithin(entries(plan, wish, by, reason.strip(), under));
            wishes.remove(wish.number());
            kept.write(plan.changes().stream().map(TreePlan.Change::after).toList(), by);
        });
        agencies.look();
    }

    private List<Journal.Entry> entries(
            TreePlan plan, TreeWishes.Wish wish, String by, String reason, @Nullable String under) {
        List<Journal.Entry> entries = new ArrayList<>();
        if (wish.source() != null) {
            entries.add(new Journal.Entry(by, "agencies.imported", "agencies", "done", reason, TreeWords.counts(plan)));
        }
        plan.changes().forEach(change -> entries.add(TreeWords.entry(change, by, reason)));
        return under == null
                ? entries
                : entries.stream().map(entry -> entry.under(under)).toList();
    }
}
