package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;

/** Agencies out of files: shown first what would become of the tree, done when whoever handed the file in says so. */
@Component
class TreeImports {
    private final Agencies agencies;
    private final AgencyRows rows;
    private final TreeDesk desk;
    private final TreeWishes wishes;

    TreeImports(Agencies agencies, AgencyRows rows, TreeDesk desk, TreeWishes wishes) {
        this.agencies = agencies;
        this.rows = rows;
        this.desk = desk;
        this.wishes = wishes;
    }

    /**
     * What a file would do.
     *
     * @param number by which it is carried out
     * @param faults in the order of the file's reading; while there is one nothing is done
     */
    record Preview(long number, String file, TreePlan plan, List<TreeWishes.Unread> faults) {}

    /**
     * Reads a file and changes nothing.
     *
     * @throws HubException CONFIGURATION where the file as a whole cannot be used
     */
    Preview read(Caller caller, String file, byte[] bytes) {
        AgencyRows.Read read = rows.read(file, bytes, agencies.tree());
        TreePlan plan = desk.plan(caller, read.agencies());
        long number = wishes.add(caller.name(), HandedTables.nameOf(file), plan.mark(), read.agencies(), read.faults());
        return preview(number, HandedTables.nameOf(file), plan, read.faults());
    }

    private static Preview preview(long number, String file, TreePlan plan, List<TreeWishes.Unread> unread) {
        List<TreeWishes.Unread> faults = new ArrayList<>(unread);
        plan.faults()
                .forEach(fault -> faults.add(new TreeWishes.Unread(
                        fault.place(), fault.wrong().problem(), fault.wrong().remedy())));
        return new Preview(number, file, plan, List.copyOf(faults));
    }

    /**
     * The same once more, as it would be now.
     *
     * @throws HubException NOT_FOUND for whoever did not hand it in, or where it is done
     */
    Preview look(Caller caller, long number) {
        TreeWishes.Wish wish = own(caller, number);
        return preview(number, String.valueOf(wish.source()), desk.plan(caller, wish.agencies()), wish.faults());
    }

    /**
     * Carries it out, all of it or nothing, or asks for it.
     *
     * @return the request, where a second person has to decide
     */
    Optional<Approval> carryOut(Caller caller, long number, String reason) {
        return desk.carryOut(caller, own(caller, number), reason);
    }

    private TreeWishes.Wish own(Caller caller, long number) {
        return wishes.find(number)
                .filter(wish -> wish.source() != null && wish.person().equals(caller.name()))
                .orElseThrow(() -> new HubException(AgencyError.IMPORT_UNKNOWN, Map.of("number", number)));
    }
}
