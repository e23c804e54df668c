package vn.lienthong.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** One measurement: pairs datasets by their columns, samples what can be compared, and makes scores of it. */
final class Measuring {
    /** So many datasets are read in one measurement at most, those that fit best first. */
    private static final int MOST_SAMPLES = 60;

    /** A full sample of which fewer records can be compared says nothing. */
    private static final int FEWEST = 50;

    private static final int FEWEST_VALUES = 10;

    /** What was compared before what was not, then what holds more. */
    private static final Comparator<Overlap.Part> BY_SCORE =
            Comparator.comparing(Overlap.Part::score, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final Text NO_IDENTITY = new Text(
            "không có cột chung để nhận ra cùng một bản ghi", "they have no column in common that identifies a record");
    private static final Text TOO_MANY =
            new Text("quá nhiều tập dữ liệu trong một lần đo", "too many datasets for one measurement");
    private static final Text TOO_FEW = new Text("quá ít bản ghi để so", "too few records to compare");
    private static final Text KEY = new Text("dùng để khớp bản ghi", "records are matched by it");

    private final Sampler sampler;
    private final Instant now;
    private final Map<String, Sketch> sketches = new HashMap<>();
    private final Map<String, Text> unread = new HashMap<>();
    private final Map<String, Sampler.Need> needs = new LinkedHashMap<>();

    Measuring(Sampler sampler, Instant now) {
        this.sampler = sampler;
        this.now = now;
    }

    /**
     * Measures every two of these systems, in both directions.
     *
     * @param progress told how many datasets of how many are read
     */
    List<Overlap> measure(List<Compared.Subject> subjects, BiConsumer<Integer, Integer> progress)
            throws InterruptedException {
        Map<String, List<Compared.Pairing>> pairings = new TreeMap<>();
        for (Compared.Subject one : subjects) {
            for (Compared.Subject other : subjects) {
                List<Compared.Pairing> found = one == other ? List.of() : Compared.pairings(one, other);
                if (!found.isEmpty()) {
                    pairings.put(one.system() + " " + other.system(), found);
                }
            }
        }
        need(pairings.values().stream().flatMap(List::stream).toList());
        int done = 0;
        progress.accept(0, needs.size());
        for (Sampler.Need need : needs.values()) {
            sample(need);
            progress.accept(++done, needs.size());
        }
        return pairings.values().stream().map(this::overlap).toList();
    }

    /** Both sides of a pairing are needed, each by its own column. */
    private void need(List<Compared.Pairing> pairings) {
        Map<String, Set<String>> columns = new HashMap<>();
        List<Compared.Pairing> best = pairings.stream()
                .filter(pairing -> pairing.identity() != null)
                .sorted(Comparator.comparingInt(
                        (Compared.Pairing pairing) -> -pairing.matches().size()))
                .toList();
        for (Compared.Pairing pairing : best) {
            for (Match match : pairing.matches()) {
                if (match.ours().compares()) {
                    add(columns, mark(pairing, true), match.ours().column());
                    add(columns, mark(pairing, false), match.theirs().column());
                }
            }
        }
        for (Compared.Pairing pairing : best) {
            for (boolean ours : new boolean[] {true, false}) {
                String mark = mark(pairing, ours);
                if (needs.size() < MOST_SAMPLES || needs.containsKey(mark)) {
                    needs.putIfAbsent(
                            mark,
                            new Sampler.Need(
                                    ours ? pairing.subject() : pairing.other(),
                                    ours ? pairing.ours() : pairing.theirs(),
                                    identity(pairing, ours),
                                    List.copyOf(columns.getOrDefault(mark, Set.of()))));
                }
            }
        }
    }

    private static void add(Map<String, Set<String>> columns, String mark, String column) {
        columns.computeIfAbsent(mark, none -> new LinkedHashSet<>()).add(column);
    }

    private static String identity(Compared.Pairing pairing, boolean ours) {
        Match identity = pairing.identity();
        return identity == null ? "" : (ours ? identity.ours() : identity.theirs()).column();
    }

    private static String mark(Compared.Pairing pairing, boolean ours) {
        return (ours ? pairing.ours() : pairing.theirs()).name() + "#" + identity(pairing, ours);
    }

    private void sample(Sampler.Need need) throws InterruptedException {
        try {
            sketches.put(need.mark(), sampler.read(need));
        } catch (Sampler.Unread refused) {
            unread.put(need.mark(), refused.why());
        }
    }

    private Overlap overlap(List<Compared.Pairing> pairings) {
        Compared.Subject subject = pairings.get(0).subject();
        Map<String, Overlap.Part> best = new LinkedHashMap<>();
        boolean atLeast = false;
        for (Compared.Pairing pairing : pairings) {
            Overlap.Part part = part(pairing);
            best.merge(part.ours(), part, (one, other) -> BY_SCORE.compare(one, other) >= 0 ? one : other);
            Sketch theirs = sketches.get(mark(pairing, false));
            atLeast |= theirs != null && theirs.partial();
        }
        List<Overlap.Part> parts =
                best.values().stream().sorted(BY_SCORE.reversed()).toList();
        List<Overlap.Part> measured =
                parts.stream().filter(part -> part.records() != null).toList();
        double covered = measured.stream()
                .mapToDouble(part -> part.records() * part.columns().size())
                .sum();
        int fields = subject.fields();
        return new Overlap(
                subject.system(),
                pairings.get(0).other().system(),
                now,
                fields,
                parts.stream().mapToInt(part -> part.columns().size()).sum(),
                measured.isEmpty() ? null : (Integer) (int) Math.round(covered / fields),
                atLeast || measured.size() < parts.size(),
                parts);
    }

    private Overlap.Part part(Compared.Pairing pairing) {
        Sketch ours = sketches.get(mark(pairing, true));
        Sketch theirs = sketches.get(mark(pairing, false));
        Text problem = problem(pairing, ours, theirs);
        if (problem != null || ours == null || theirs == null) {
            return part(pairing, null, problem);
        }
        Sampler.Need our = needs.get(mark(pairing, true));
        Sampler.Need their = needs.get(mark(pairing, false));
        List<Match> compared = comparing(pairing);
        Sketch.Shared shared = ours.in(
                theirs,
                compared.stream()
                        .mapToInt(match -> our.columns().indexOf(match.ours().column()))
                        .toArray(),
                compared.stream()
                        .mapToInt(
                                match -> their.columns().indexOf(match.theirs().column()))
                        .toArray());
        // of so few one could tell by a score who is among them
        boolean few = shared.compared() < FEWEST || shared.matched() > 0 && shared.matched() < FEWEST;
        return few ? part(pairing, null, TOO_FEW) : part(pairing, shared, null);
    }

    private static List<Match> comparing(Compared.Pairing pairing) {
        return pairing.matches().stream()
                .filter(match -> match.ours().compares() && match != pairing.identity())
                .toList();
    }

    private @Nullable Text problem(Compared.Pairing pairing, @Nullable Sketch ours, @Nullable Sketch theirs) {
        if (pairing.identity() == null) {
            return NO_IDENTITY;
        }
        for (boolean side : new boolean[] {true, false}) {
            Text why = unread.get(mark(pairing, side));
            if (why != null) {
                String name = (side ? pairing.ours() : pairing.theirs()).name();
                return new Text(name + ": " + why.vi(), name + ": " + why.en());
            }
        }
        return ours == null || theirs == null ? TOO_MANY : null;
    }

    private static Overlap.Part part(Compared.Pairing pairing, Sketch.@Nullable Shared shared, @Nullable Text problem) {
        List<Match> compared = comparing(pairing);
        List<Overlap.Same> columns = new ArrayList<>();
        for (Match match : pairing.matches()) {
            int at = compared.indexOf(match);
            Integer agree = shared == null || at < 0 || shared.both()[at] < FEWEST_VALUES
                    ? null
                    : (Integer) (int) Math.round(100.0 * shared.agreeing()[at] / shared.both()[at]);
            List<Text> why = new ArrayList<>(match.why());
            if (match == pairing.identity()) {
                why.add(KEY);
            }
            columns.add(new Overlap.Same(match.ours().column(), match.theirs().column(), agree, List.copyOf(why)));
        }
        return new Overlap.Part(
                pairing.ours().name(),
                pairing.theirs().name(),
                pairing.ours().width(),
                shared == null ? null : (Integer) shared.compared(),
                shared == null ? null : (Integer) shared.matched(),
                problem,
                columns);
    }
}
