package vn.lienthong.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Text;

/** Overlaps as a reader may see them: of the other system he is told the name where he sees it, else only whose it is. */
@Component
class OverlapsShown {
    /** From this share on, in per cent, two systems are worth comparing. */
    static final int MUCH = 60;

    private final KeptSystems systems;
    private final KeptOverlaps kept;
    private final SeenSystems seen;
    private final Agencies agencies;
    private final Flows flows;

    OverlapsShown(KeptSystems systems, KeptOverlaps kept, SeenSystems seen, Agencies agencies, Flows flows) {
        this.systems = systems;
        this.kept = kept;
        this.seen = seen;
        this.agencies = agencies;
        this.flows = flows;
    }

    /**
     * An overlap of a system of the reader's.
     *
     * @param other null where the other system is not for the reader
     * @param agency whose the other system is
     * @param joined whether a job keeps both in step
     */
    record Line(
            KnownSystem system, Overlap overlap, @Nullable KnownSystem other, Text agency, boolean joined) {
        /** Whether both hold much of the same apart from each other. */
        public boolean much() {
            Integer score = overlap.score();
            return !joined && score != null && score >= MUCH;
        }

        /** What is called the other system here. */
        public Text name() {
            return other != null
                    ? other.title()
                    : new Text("một hệ thống của " + agency.vi(), "a system of " + agency.en());
        }
    }

    /** The overlaps of every system that the reader sees, the greatest of each first; none has its parts. */
    Map<String, List<Line>> all() {
        return lines(kept.all());
    }

    /** Those of one system with their parts; parts are left out where the other system is not for the reader. */
    List<Line> of(KnownSystem system) {
        return lines(kept.of(system.name())).getOrDefault(system.name(), List.of());
    }

    /** When each system that the reader sees was last measured, whether anything was found in common or not. */
    Map<String, Instant> measured() {
        Map<String, Instant> measured = kept.measured();
        measured.keySet()
                .retainAll(seen.those(systems.all()).stream()
                        .map(KnownSystem::name)
                        .collect(Collectors.toSet()));
        return measured;
    }

    private Map<String, List<Line>> lines(List<Overlap> overlaps) {
        List<KnownSystem> all = systems.all();
        Map<String, KnownSystem> known = all.stream().collect(Collectors.toMap(KnownSystem::name, Function.identity()));
        Map<String, KnownSystem> shown =
                seen.those(all).stream().collect(Collectors.toMap(KnownSystem::name, Function.identity()));
        Flows.Between between = flows.between(all);
        Map<String, List<Line>> lines = new HashMap<>();
        for (Overlap overlap : overlaps) {
            KnownSystem system = shown.get(overlap.system());
            KnownSystem there = known.get(overlap.other());
            if (system != null && there != null) {
                KnownSystem other = shown.get(overlap.other());
                lines.computeIfAbsent(system.name(), none -> new ArrayList<>())
                        .add(new Line(
                                system,
                                other == null ? bare(overlap) : overlap,
                                other,
                                agencies.name(there.agency()),
                                between.joined(system.name(), there.name())));
            }
        }
        return lines;
    }

    private static Overlap bare(Overlap overlap) {
        return new Overlap(
                overlap.system(),
                "",
                overlap.measuredAt(),
                overlap.fields(),
                overlap.shared(),
                overlap.score(),
                overlap.atLeast(),
                List.of());
    }
}
