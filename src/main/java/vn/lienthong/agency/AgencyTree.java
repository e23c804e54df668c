package vn.lienthong.agency;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/** The agencies of one moment, and how they stand below each other. Never changes; used on many threads. */
final class AgencyTree {
    static final AgencyTree EMPTY = new AgencyTree(List.of());

    private final Map<AgencyCode, Agency> agencies = new LinkedHashMap<>();
    private final Map<AgencyCode, List<Agency>> below = new HashMap<>();
    private final List<Agency> top = new ArrayList<>();

    /** @param agencies of two with one code the first counts */
    AgencyTree(Collection<Agency> agencies) {
        agencies.forEach(agency -> this.agencies.putIfAbsent(agency.code(), agency));
        this.agencies.values().stream()
                .sorted(Comparator.comparing(Agency::code))
                .forEach(agency -> {
                    if (agency.parent() == null || !this.agencies.containsKey(agency.parent())) {
                        top.add(agency);
                    } else {
                        below.computeIfAbsent(agency.parent(), none -> new ArrayList<>())
                                .add(agency);
                    }
                });
    }

    /**
     * An agency in its place.
     *
     * @param depth how many agencies stand above it
     */
    record Placed(Agency agency, int depth) {}

    Collection<Agency> all() {
        return agencies.values();
    }

    Optional<Agency> find(AgencyCode code) {
        return Optional.ofNullable(agencies.get(code));
    }

    /** Those right below an agency, by code. */
    List<Agency> below(AgencyCode code) {
        return below.getOrDefault(code, List.of());
    }

    /** An agency with all above it, itself first. One that is not listed has none above it. */
    List<AgencyCode> upwards(AgencyCode code) {
        return upwards(code, here -> find(here).map(Agency::parent).orElse(null));
    }

    static List<AgencyCode> upwards(AgencyCode code, Function<AgencyCode, @Nullable AgencyCode> parent) {
        Set<AgencyCode> way = new LinkedHashSet<>();
        @Nullable AgencyCode here = code;
        while (here != null && way.add(here)) {
            here = parent.apply(here);
        }
        return List.copyOf(way);
    }

    /** The nearest agency above or among all of these that is above each of them, itself counted; null where there is none. */
    @Nullable
    AgencyCode over(Collection<@Nullable AgencyCode> codes) {
        @Nullable List<AgencyCode> common = null;
        for (@Nullable AgencyCode code : codes) {
            List<AgencyCode> way = new ArrayList<>(code == null ? List.of() : upwards(code));
            if (common != null) {
                way.retainAll(common);
            }
            common = way;
        }
        return common == null || common.isEmpty() ? null : common.get(0);
    }

    /** All of them from top to bottom, each below the one above it; those that stand above themselves come last. */
    List<Placed> inOrder() {
        List<Placed> order = new ArrayList<>();
        Set<AgencyCode> placed = new LinkedHashSet<>();
        top.forEach(agency -> place(agency, order, placed));
        agencies.values().stream()
                .filter(agency -> !placed.contains(agency.code()))
                .forEach(agency -> order.add(new Placed(agency, 0)));
        return order;
    }

    private void place(Agency first, List<Placed> order, Set<AgencyCode> placed) {
        Deque<Placed> next = new ArrayDeque<>(List.of(new Placed(first, 0)));
        while (!next.isEmpty()) {
            Placed here = next.pop();
            order.add(here);
            placed.add(here.agency().code());
            List<Agency> children = below(here.agency().code());
            for (int i = children.size() - 1; i >= 0; i--) {
                next.push(new Placed(children.get(i), here.depth() + 1));
            }
        }
    }

    /** Those that stand above themselves, where each has this parent. */
    static Set<AgencyCode> loops(Map<AgencyCode, @Nullable AgencyCode> parents) {
        Set<AgencyCode> clear = new LinkedHashSet<>();
        Set<AgencyCode> loops = new LinkedHashSet<>();
        for (AgencyCode start : parents.keySet()) {
            Set<AgencyCode> way = new LinkedHashSet<>();
            @Nullable AgencyCode here = start;
            while (here != null && !clear.contains(here) && !loops.contains(here) && way.add(here)) {
                here = parents.get(here);
            }
            boolean looped = false;
            for (AgencyCode code : way) {
                looped |= code.equals(here);
                (looped ? loops : clear).add(code);
            }
        }
        return loops;
    }
}
