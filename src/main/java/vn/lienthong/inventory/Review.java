package vn.lienthong.inventory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The whole review of the systems that a reader sees, put together once for a page. */
@Component
class Review {
    private final SystemsShown shown;
    private final OverlapsShown overlaps;
    private final Flows flows;
    private final KeptSystems kept;
    private final DataKinds kinds;
    private final Coverage coverage;
    private final SystemTodos todos;

    Review(
            SystemsShown shown,
            OverlapsShown overlaps,
            Flows flows,
            KeptSystems kept,
            DataKinds kinds,
            Coverage coverage,
            SystemTodos todos) {
        this.shown = shown;
        this.overlaps = overlaps;
        this.flows = flows;
        this.kept = kept;
        this.kinds = kinds;
        this.coverage = coverage;
        this.todos = todos;
    }

    /**
     * The systems that hold much of what another one holds, apart from it.
     *
     * @param cost what they cost a year as far as that is told, in đồng
     */
    record Twice(int systems, long cost) {}

    /** What is found. */
    record Found(
            List<SystemsShown.Line> lines,
            SystemsShown.Figures figures,
            Map<String, List<OverlapsShown.Line>> overlaps,
            Twice twice,
            Matrix matrix,
            List<Coverage.Share> shares,
            List<Coverage.Candidate> first,
            List<SystemTodos.Todo> todos,
            Map<String, Instant> looked) {
        /** When any of the systems was last measured; null where none was. */
        public @Nullable Instant measured() {
            return looked.values().stream().max(Comparator.naturalOrder()).orElse(null);
        }

        /** Whether a system was measured and holds nothing that another one holds. */
        public boolean clear(String system) {
            return looked.containsKey(system) && !overlaps.containsKey(system);
        }

        /** The greatest overlap of a system, one that is kept apart before one that a job keeps in step; null where none is measured. */
        public OverlapsShown.@Nullable Line top(String system) {
            return tops().get(system);
        }

        /** The same of every system that has one, by name. */
        Map<String, OverlapsShown.Line> tops() {
            Map<String, OverlapsShown.Line> tops = new HashMap<>();
            overlaps.forEach((system, lines) -> lines.stream()
                    .filter(line -> line.overlap().score() != null)
                    .max(Comparator.comparing(OverlapsShown.Line::much)
                            .thenComparing(line -> line.overlap().score()))
                    .ifPresent(line -> tops.put(system, line)));
            return tops;
        }

        /** The pairs that hold much of the same, each once, the greatest first. */
        public List<OverlapsShown.Line> pairs() {
            Set<Set<String>> told = new HashSet<>();
            return overlaps.values().stream()
                    .flatMap(List::stream)
                    .filter(line ->
                            line.overlap().score() != null && line.overlap().score() > 0)
                    .sorted(Comparator.comparing(
                                    (OverlapsShown.Line line) -> line.overlap().score(), Comparator.reverseOrder())
                            .thenComparing(line -> line.system().name()))
                    .filter(line -> line.other() == null
                            || told.add(
                                    Set.of(line.system().name(), line.other().name())))
                    .limit(MOST_PAIRS)
                    .toList();
        }

        private static final int MOST_PAIRS = 30;
    }

    Found find() {
        List<SystemsShown.Line> lines = shown.lines();
        Map<String, List<OverlapsShown.Line>> all = overlaps.all();
        Matrix matrix = Matrix.of(lines, kinds.all(), flows.between(kept.all()));
        List<Coverage.Candidate> first = coverage.first(lines, matrix, shown.today());
        return new Found(
                lines,
                shown.figures(lines),
                all,
                twice(all),
                matrix,
                coverage.shares(lines),
                first,
                todos.of(lines, all, matrix, first),
                overlaps.measured());
    }

    private static Twice twice(Map<String, List<OverlapsShown.Line>> all) {
        List<List<OverlapsShown.Line>> much = all.values().stream()
                .map(lines -> lines.stream().filter(OverlapsShown.Line::much).toList())
                .filter(lines -> !lines.isEmpty())
                .toList();
        long cost = much.stream()
                .mapToLong(lines ->
                        Objects.requireNonNullElse(lines.get(0).system().yearlyCost(), 0L))
                .sum();
        return new Twice(much.size(), cost);
    }
}
