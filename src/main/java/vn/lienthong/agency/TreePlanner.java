package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.kernel.Text;

/**
 * Works out what becomes of the tree when agencies are wanted to be so. Asks nobody and changes nothing.
 *
 * @param tree as it stands
 * @param ended where agencies that have ended stood
 * @param inUse the codes under which any room keeps something; asked where one is wanted that nobody lists
 * @param may whether whoever wants it may change agencies there; null asks for everywhere
 */
record TreePlanner(
        AgencyTree tree,
        Map<AgencyCode, Optional<AgencyCode>> ended,
        Supplier<Set<AgencyCode>> inUse,
        Predicate<@Nullable AgencyCode> may) {
    TreePlan plan(List<Wanted> wanted) {
        Map<AgencyCode, @Nullable AgencyCode> parents = parents(wanted);
        Set<AgencyCode> loops = AgencyTree.loops(parents);
        Set<AgencyCode> above =
                tree.all().stream().map(Agency::parent).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<AgencyCode, Wanted> seen = new HashMap<>();
        List<TreePlan.Change> changes = new ArrayList<>();
        List<TreePlan.Fault> faults = new ArrayList<>();
        int unchanged = 0;
        for (Wanted one : wanted) {
            Wanted before = seen.putIfAbsent(one.code(), one);
            if (before != null) {
                faults.add(fault(
                        one.place(),
                        AgencyError.AGENCY_TWICE_HANDED,
                        Map.of("code", one.code(), "first", before.place())));
                continue;
            }
            Optional<TreePlan.Change> change = change(one, above);
            Optional<TreePlan.Fault> fault =
                    change.isEmpty() ? Optional.empty() : fault(one, change.get(), parents, loops);
            fault.ifPresent(faults::add);
            if (change.isEmpty()) {
                unchanged++;
            } else if (fault.isEmpty()) {
                changes.add(change.get());
            }
        }
        return new TreePlan(List.copyOf(changes), unchanged, List.copyOf(faults));
    }

    /** Who would stand below whom. */
    private Map<AgencyCode, @Nullable AgencyCode> parents(List<Wanted> wanted) {
        Map<AgencyCode, @Nullable AgencyCode> parents = new LinkedHashMap<>();
        tree.all().forEach(agency -> parents.put(agency.code(), agency.parent()));
        Set<AgencyCode> first = new HashSet<>();
        wanted.stream().filter(one -> first.add(one.code())).forEach(one -> parents.put(one.code(), one.parent()));
        return parents;
    }

    /**
     * What would become of it; empty where it is so already.
     *
     * @param above the codes that agencies name as those above them, listed or not
     */
    private Optional<TreePlan.Change> change(Wanted one, Set<AgencyCode> above) {
        Agency before = tree.find(one.code()).orElse(null);
        Agency after = one.agency();
        if (before == null) {
            boolean known = ended.containsKey(one.code())
                    || above.contains(one.code())
                    || inUse.get().contains(one.code());
            AgencyCode from = ended.getOrDefault(one.code(), Optional.empty()).orElse(null);
            return Optional.of(new TreePlan.Change(null, after, from, known && !Objects.equals(from, one.parent())));
        }
        boolean moves = !Objects.equals(before.parent(), after.parent());
        boolean alters = !before.name().equals(after.name())
                || !Objects.equals(before.contact(), after.contact())
                || !before.given().equals(after.given());
        return moves || alters
                ? Optional.of(new TreePlan.Change(before, after, before.parent(), moves))
                : Optional.empty();
    }

    private Optional<TreePlan.Fault> fault(
            Wanted one, TreePlan.Change change, Map<AgencyCode, @Nullable AgencyCode> parents, Set<AgencyCode> loops) {
        AgencyCode parent = one.parent();
        if (change.before() != null && change.before().ofFile()) {
            return Optional.of(fault(one.place(), AgencyError.AGENCY_OF_FILE, Map.of("code", one.code())));
        }
        if (parent != null && !parents.containsKey(parent)) {
            return Optional.of(fault(
                    one.parentPlace(),
                    AgencyError.AGENCY_PARENT_UNKNOWN,
                    Map.of("code", one.code(), "parent", parent)));
        }
        if (loops.contains(one.code())) {
            return Optional.of(fault(one.parentPlace(), AgencyError.AGENCY_LOOP, Map.of("code", one.code())));
        }
        return needed(change, parents).stream()
                .filter(there -> !may.test(there.orElse(null)))
                .findFirst()
                .map(there -> new TreePlan.Fault(one.place(), refused(there.orElse(null))));
    }

    /** Where whoever wants it must be allowed to; nothing stands for everywhere. */
    private List<Optional<AgencyCode>> needed(TreePlan.Change change, Map<AgencyCode, @Nullable AgencyCode> parents) {
        List<Optional<AgencyCode>> needed = new ArrayList<>();
        if (change.before() != null) {
            needed.add(Optional.of(change.after().code()));
        }
        if (change.before() == null || change.reaches()) {
            needed.add(standing(change.after().parent(), parents));
        }
        if (change.reaches()) {
            needed.add(Optional.ofNullable(change.from()));
        }
        return needed;
    }

    /** The nearest agency from there upwards that stands already: a new one is reached by whoever reaches that one. */
    private Optional<AgencyCode> standing(@Nullable AgencyCode parent, Map<AgencyCode, @Nullable AgencyCode> parents) {
        return parent == null
                ? Optional.empty()
                : AgencyTree.upwards(parent, parents::get).stream()
                        .filter(above -> tree.find(above).isPresent())
                        .findFirst();
    }

    private static HubException refused(@Nullable AgencyCode there) {
        return there == null
                ? new HubException(KernelError.NOT_ALLOWED, Map.of("act", Act.MANAGE_AGENCIES.words()))
                : new HubException(
                        KernelError.NOT_ALLOWED_THERE, Map.of("act", Act.MANAGE_AGENCIES.words(), "agency", there));
    }

    private static TreePlan.Fault fault(Text place, ErrorCode code, Map<String, ?> arguments) {
        return new TreePlan.Fault(place, new HubException(code, arguments));
    }
}
