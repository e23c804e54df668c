package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/**
 * Changes the tree of agencies: adds, renames and ends those that the hub keeps. A change by which other people reach an agency takes
 * a second person, see {@link TreeApproval}.
 */
@Component
class TreeDesk implements Owned {
    private static final int THINGS_NAMED = 8;

    private final Agencies agencies;
    private final KeptAgencies kept;
    private final TreeApproval second;
    private final ObjectProvider<AgencyThings> rooms;
    private final Journal journal;
    private final TransactionTemplate transaction;

    TreeDesk(
            Agencies agencies,
            KeptAgencies kept,
            TreeApproval second,
            ObjectProvider<AgencyThings> rooms,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.agencies = agencies;
        this.kept = kept;
        this.second = second;
        this.rooms = rooms;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return "agency";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return code(id).flatMap(agencies::find).map(agency -> new Owners(agency.code()));
    }

    /** An address may name it in either written form. */
    private static Optional<AgencyCode> code(String id) {
        try {
            return Optional.of(AgencyCode.parse(id));
        } catch (HubException none) {
            return Optional.empty();
        }
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(AgencyError.AGENCY_UNKNOWN, Map.of("code", id));
    }

    /**
     * Adds one that is not there.
     *
     * @return the request, where a second person has to decide
     * @throws HubException CONFLICT where it is there
     */
    Optional<Approval> add(Caller caller, Wanted wanted, String reason) {
        if (agencies.find(wanted.code()).isPresent()) {
            throw new HubException(AgencyError.AGENCY_THERE, Map.of("code", wanted.code()));
        }
        return change(caller, wanted, reason);
    }

    /** Changes one that is there: its names, its contact, how its code is written; its place, where a second person has to decide. */
    Optional<Approval> alter(Caller caller, Wanted wanted, String reason) {
        if (agencies.find(wanted.code()).isEmpty()) {
            throw unknown(wanted.code().value());
        }
        return change(caller, wanted, reason);
    }

    private Optional<Approval> change(Caller caller, Wanted wanted, String reason) {
        TreePlan plan = plan(caller, List.of(wanted));
        plan.faults().stream().findFirst().ifPresent(fault -> {
            throw fault.wrong();
        });
        return plan.changes().isEmpty()
                ? Optional.empty()
                : carryOut(
                        caller,
                        new TreeWishes.Wish(0, caller.name(), null, plan.mark(), List.of(wanted), List.of()),
                        reason);
    }

    /** What would become of the tree, as far as the caller may change it. */
    TreePlan plan(Caller caller, List<Wanted> wanted) {
        return second.plan(wanted, agencies.tree(), there -> caller.may(Act.MANAGE_AGENCIES, there));
    }

    /**
     * Does what somebody wants and was shown, all of it or nothing, or asks for it.
     *
     * @return the request, where a second person has to decide
     * @throws HubException CONFLICT where it would be another change by now
     */
    Optional<Approval> carryOut(Caller caller, TreeWishes.Wish wish, String reason) {
        if (reason.isBlank()) {
            throw new HubException(AgencyError.REASON_MISSING, Map.of());
        }
        if (!wish.faults().isEmpty()) {
            throw new HubException(
                    AgencyError.IMPORT_FAULTY, Map.of("count", wish.faults().size()));
        }
        TreePlan plan = plan(caller, wish.agencies());
        second.needShown(plan, wish.mark());
        if (!plan.moves().isEmpty()) {
            caller.needConfirmed();
        }
        if (second.needed(caller, plan)) {
            return Optional.of(second.ask(caller, plan, wish, reason));
        }
        second.apply(wish, there -> caller.may(Act.MANAGE_AGENCIES, there), caller.name(), reason, null);
        return Optional.empty();
    }

    /**
     * Ends one: it is listed no more.
     *
     * @throws HubException CONFLICT, naming what is still there
     */
    void end(Caller caller, AgencyCode code, String reason) {
        if (reason.isBlank()) {
            throw new HubException(AgencyError.REASON_MISSING, Map.of());
        }
        caller.need(Act.MANAGE_AGENCIES, code);
        transaction.executeWithoutResult(status -> {
            kept.hold();
            AgencyTree tree = second.standing();
            Agency agency = tree.find(code).orElseThrow(() -> unknown(code.value()));
            if (agency.ofFile()) {
                throw new HubException(AgencyError.AGENCY_OF_FILE, Map.of("code", code));
            }
            needEmpty(tree, code);
            AgencyCode parent = agency.parent();
            Journal.Entry entry = new Journal.Entry(
                            caller.name(), "agency.ended", "agency/" + code, "done", reason.strip(), Map.of())
                    .withAgency(code);
            journal.recordWithin(parent == null ? entry : entry.withAgency(parent));
            kept.end(code, caller.name());
        });
        agencies.look();
    }

    private void needEmpty(AgencyTree tree, AgencyCode code) {
        List<AgencyThings.Thing> things = things(tree, code);
        if (!things.isEmpty()) {
            throw new HubException(
                    AgencyError.AGENCY_IN_USE, Map.of("code", code, "things", named(things), "count", things.size()));
        }
    }

    /** What still is in an agency: agencies below it, and what the rooms keep for it. */
    List<AgencyThings.Thing> things(AgencyCode code) {
        return things(agencies.tree(), code);
    }

    private List<AgencyThings.Thing> things(AgencyTree tree, AgencyCode code) {
        List<AgencyThings.Thing> things = new ArrayList<>();
        tree.below(code)
                .forEach(below -> things.add(new AgencyThings.Thing(
                        new Text("cơ quan", "agency"), below.code().value())));
        rooms.stream().forEach(room -> things.addAll(room.of(code)));
        return things;
    }

    private static Text named(List<AgencyThings.Thing> things) {
        int more = things.size() - THINGS_NAMED;
        Stream<String> vi =
                things.stream().limit(THINGS_NAMED).map(one -> one.kind().vi() + " " + one.name());
        Stream<String> en =
                things.stream().limit(THINGS_NAMED).map(one -> one.kind().en() + " " + one.name());
        return new Text(
                vi.collect(Collectors.joining(", ")) + (more > 0 ? " và " + more + " mục nữa" : ""),
                en.collect(Collectors.joining(", ")) + (more > 0 ? " and " + more + " more" : ""));
    }
}
