package vn.lienthong.inventory;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Text;

/** The inventory as pages show it: to each reader the systems that he sees. */
@Component
class SystemsShown {
    private static final int ON_A_PAGE = 50;
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final SeenSystems systems;
    private final SystemStandings standings;
    private final Agencies agencies;
    private final Clock clock;

    SystemsShown(SeenSystems systems, SystemStandings standings, Agencies agencies, Clock clock) {
        this.systems = systems;
        this.standings = standings;
        this.agencies = agencies;
        this.clock = clock;
    }

    /** A system with what is known of it. */
    record Line(KnownSystem system, Text agency, Contract contract, Standing standing) {
        public boolean unconnected() {
            return !standing.connected();
        }

        public boolean ending() {
            return contract == Contract.ENDING;
        }
    }

    /**
     * The four figures above the table.
     *
     * @param cost what those that say so cost a year, in đồng
     * @param soonest the contract that ends first among those that end within six months
     */
    record Figures(
            int all,
            int agencies,
            int connected,
            int unconnected,
            long cost,
            int costed,
            int ending,
            int over,
            @Nullable Line soonest) {}

    /** What is looked for. Empty texts look for nothing. */
    record Wanted(String words, String state, String kind, String sort) {}

    /**
     * A page of the table.
     *
     * @param found how many fit what is looked for
     * @param next from where the next page goes on; 0 on the last one
     */
    record Listed(List<Line> lines, int found, int from, int next) {}

    LocalDate today() {
        return LocalDate.now(clock.withZone(ZONE));
    }

    /** Every system that the reader sees, by agency and title. */
    List<Line> lines() {
        List<KnownSystem> all = systems.all();
        Map<String, Standing> known = standings.of(all);
        LocalDate today = today();
        return all.stream()
                .map(system -> line(system, Objects.requireNonNull(known.get(system.name())), today))
                .sorted(Comparator.comparing((Line line) -> line.system().agency())
                        .thenComparing(line -> line.system().title().vi()))
                .toList();
    }

    Line line(KnownSystem system) {
        return line(system, Objects.requireNonNull(standings.of(List.of(system)).get(system.name())), today());
    }

    private Line line(KnownSystem system, Standing standing, LocalDate today) {
        return new Line(system, agencies.name(system.agency()), Contract.of(system.contractEnd(), today), standing);
    }

    Figures figures(List<Line> lines) {
        List<Line> costed = lines.stream()
                .filter(line -> line.system().yearlyCost() != null)
                .toList();
        int unconnected = (int) lines.stream().filter(Line::unconnected).count();
        return new Figures(
                lines.size(),
                (int) lines.stream()
                        .map(line -> line.system().agency())
                        .distinct()
                        .count(),
                lines.size() - unconnected,
                unconnected,
                costed.stream().mapToLong(line -> line.system().yearlyCost()).sum(),
                costed.size(),
                (int) lines.stream().filter(Line::ending).count(),
                (int) lines.stream()
                        .filter(line -> line.contract() == Contract.OVER)
                        .count(),
                lines.stream()
                        .filter(Line::ending)
                        .min(Comparator.comparing(line -> line.system().contractEnd()))
                        .orElse(null));
    }

    /** @param overlaps the greatest overlap of each system that has one, by name */
    Listed list(List<Line> lines, Wanted wanted, Map<String, OverlapsShown.Line> overlaps, int from) {
        List<Line> found = lines.stream()
                .filter(state(wanted.state(), overlaps))
                .filter(line -> wanted.kind().isEmpty() || holds(line, wanted.kind()))
                .filter(words(wanted.words()))
                .sorted(order(wanted.sort(), overlaps))
                .toList();
        int start = Math.max(0, Math.min(from, found.size()));
        int end = Math.min(found.size(), start + ON_A_PAGE);
        return new Listed(found.subList(start, end), found.size(), start, end < found.size() ? end : 0);
    }

    static boolean holds(Line line, String kind) {
        return line.system().holds().contains(kind) || line.standing().kinds().contains(kind);
    }

    private static Predicate<Line> state(String state, Map<String, OverlapsShown.Line> overlaps) {
        return switch (state) {
            case "unconnected" -> Line::unconnected;
            case "ending" -> line -> line.ending() || line.contract() == Contract.OVER;
            case "twice" ->
                line -> {
                    OverlapsShown.Line top = overlaps.get(line.system().name());
                    return top != null && top.much();
                };
            default -> line -> true;
        };
    }

    private static Predicate<Line> words(String words) {
        List<String> wanted = List.of(Folded.words(words).split(" "));
        return words.isBlank()
                ? line -> true
                : line -> {
                    KnownSystem system = line.system();
                    String text = Folded.words(String.join(
                            " ",
                            system.name(),
                            system.title().vi(),
                            system.title().en(),
                            system.agency().value(),
                            line.agency().vi(),
                            line.agency().en(),
                            Objects.requireNonNullElse(system.technology(), ""),
                            Objects.requireNonNullElse(system.vendor(), ""),
                            Objects.requireNonNullElse(system.purpose(), "")));
                    return wanted.stream().allMatch(text::contains);
                };
    }

    /** Stable, so that equals stay by agency and title. */
    private static Comparator<Line> order(String sort, Map<String, OverlapsShown.Line> overlaps) {
        return switch (sort) {
            case "title" -> Comparator.comparing(line -> line.system().title().vi());
            case "contract" ->
                Comparator.comparing(
                        line -> line.system().contractEnd(), Comparator.nullsLast(Comparator.naturalOrder()));
            case "cost" ->
                Comparator.comparing(
                        line -> line.system().yearlyCost(), Comparator.nullsLast(Comparator.reverseOrder()));
            case "overlap" ->
                Comparator.comparing(
                        line -> score(overlaps.get(line.system().name())),
                        Comparator.nullsLast(Comparator.reverseOrder()));
            default -> (one, other) -> 0;
        };
    }

    private static @Nullable Integer score(OverlapsShown.@Nullable Line top) {
        return top == null ? null : top.overlap().score();
    }
}
