package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Text;

/** Who already holds what somebody needs: asked before a system is bought or built. */
@Component
class Needs {
    private static final int MOST = 50;
    /** A shorter word alone is found by chance; Vietnamese words are mostly two syllables. */
    private static final int LONG_WORD = 6;

    /** What every need says, and what tells nothing of it. */
    private static final Set<String> IDLE = Set.of(
            "phan mem", "quan ly", "he thong", "du lieu", "danh sach", "thong tin", "giao duc", "software", "system");

    private final SystemsShown shown;
    private final KeptSystems kept;
    private final KeptLooks looks;
    private final DataKinds kinds;
    private final Concepts concepts;
    private final Agencies agencies;

    Needs(
            SystemsShown shown,
            KeptSystems kept,
            KeptLooks looks,
            DataKinds kinds,
            Concepts concepts,
            Agencies agencies) {
        this.shown = shown;
        this.kept = kept;
        this.looks = looks;
        this.kinds = kinds;
        this.concepts = concepts;
        this.agencies = agencies;
    }

    /** A system that has some of what is needed, and why that is believed. */
    record Holder(SystemsShown.Line line, int points, List<Text> reasons) {}

    /**
     * An agency whose systems the reader does not see, and what they hold of what is needed.
     *
     * @param kinds the kinds of data
     */
    record Elsewhere(AgencyCode code, Text agency, int systems, List<Text> kinds) {}

    /**
     * The answer.
     *
     * @param kinds the kinds of data that were understood
     */
    record Answer(List<Text> kinds, List<Holder> holders, List<Elsewhere> elsewhere) {}

    /**
     * Looks who holds what is needed.
     *
     * @param need in the words of whoever needs it
     * @param chosen kinds of data that he chose besides, by code
     */
    Answer check(String need, List<String> chosen) {
        Set<String> wanted = new TreeSet<>(kinds.in(need));
        chosen.stream().filter(code -> kinds.find(code).isPresent()).forEach(wanted::add);
        List<SystemsShown.Line> lines = shown.lines();
        Map<String, Set<Concept>> columns = columns(lines);
        List<Holder> holders = lines.stream()
                .map(line -> holder(
                        line, wanted, need, columns.getOrDefault(line.system().name(), Set.of())))
                .filter(holder -> holder.points() > 0)
                .sorted(Comparator.comparingInt((Holder holder) -> -holder.points())
                        .thenComparing(holder -> holder.line().system().name()))
                .limit(MOST)
                .toList();
        return new Answer(wanted.stream().map(kinds::name).toList(), holders, elsewhere(lines, wanted));
    }

    /** What a need says that a description may say, too: pairs of syllables next to each other, and long words. */
    private static List<String> said(String need, String told) {
        List<String> syllables = Arrays.stream(need.strip().split("[^\\p{L}\\p{M}\\p{Nd}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < syllables.size(); i++) {
            List<String> candidates = new ArrayList<>(List.of(syllables.get(i)));
            if (i + 1 < syllables.size()) {
                candidates.add(0, syllables.get(i) + " " + syllables.get(i + 1));
            }
            candidates.stream()
                    .filter(words -> words.contains(" ") || words.length() >= LONG_WORD)
                    .filter(words -> !IDLE.contains(Folded.words(words)))
                    .filter(words -> Folded.holds(told, Folded.words(words)))
                    .findFirst()
                    .ifPresent(said::add);
        }
        return said.stream().distinct().toList();
    }

    /** What the columns of each system say. */
    private Map<String, Set<Concept>> columns(List<SystemsShown.Line> lines) {
        Map<String, String> owners = new HashMap<>();
        lines.forEach(line -> line.standing()
                .ways()
                .forEach(way -> owners.put(way.name().value(), line.system().name())));
        Map<String, Set<Concept>> columns = new HashMap<>();
        looks.datasets(List.copyOf(owners.keySet()))
                .forEach(dataset -> dataset.columns().forEach(column -> {
                    Concept concept = concepts.of(column.name());
                    if (concept != null && !concept.technical()) {
                        columns.computeIfAbsent(owners.get(dataset.connector()), none -> new LinkedHashSet<>())
                                .add(concept);
                    }
                }));
        return columns;
    }

    private Holder holder(SystemsShown.Line line, Set<String> wanted, String need, Set<Concept> columns) {
        List<Text> reasons = new ArrayList<>();
        int points = 0;
        for (String kind : wanted) {
            if (SystemsShown.holds(line, kind)) {
                boolean record = line.system().recordOf().contains(kind);
                Text name = kinds.name(kind);
                reasons.add(
                        record
                                ? new Text("là bản gốc của " + name.vi(), "the source of record for " + name.en())
                                : new Text("đang giữ " + name.vi(), "holds " + name.en()));
                points += record ? 4 : 3;
            }
        }
        KnownSystem system = line.system();
        String purpose = system.purpose() == null ? "" : system.purpose();
        List<String> found = said(
                need, Folded.words(system.title().vi() + " " + system.title().en() + " " + purpose));
        if (!found.isEmpty()) {
            String words = String.join(", ", found);
            reasons.add(new Text("tên hoặc mục đích có: " + words, "its name or purpose says: " + words));
            points += found.size();
        }
        String plain = Folded.words(need);
        List<Concept> fields = columns.stream()
                .filter(concept ->
                        concept.words().stream().anyMatch(words -> words.contains(" ") && Folded.holds(plain, words)))
                .toList();
        if (!fields.isEmpty()) {
            reasons.add(new Text(
                    "có cột: " + fields.stream().map(one -> one.name().vi()).collect(Collectors.joining(", ")),
                    "has columns: "
                            + fields.stream().map(one -> one.name().en()).collect(Collectors.joining(", "))));
            points += fields.size();
        }
        return new Holder(line, points, List.copyOf(reasons));
    }

    /** Of systems that are not for the reader it is told whose they are and which of the kinds they hold, and nothing else. */
    private List<Elsewhere> elsewhere(List<SystemsShown.Line> lines, Set<String> wanted) {
        Set<String> seen = lines.stream().map(line -> line.system().name()).collect(Collectors.toSet());
        Map<AgencyCode, List<KnownSystem>> others = kept.all().stream()
                .filter(system -> !seen.contains(system.name()))
                .filter(system -> system.holds().stream().anyMatch(wanted::contains))
                .collect(Collectors.groupingBy(KnownSystem::agency, TreeMap::new, Collectors.toList()));
        return others.entrySet().stream()
                .map(agency -> new Elsewhere(
                        agency.getKey(),
                        agencies.name(agency.getKey()),
                        agency.getValue().size(),
                        wanted.stream()
                                .filter(kind -> agency.getValue().stream()
                                        .anyMatch(system -> system.holds().contains(kind)))
                                .map(kinds::name)
                                .toList()))
                .toList();
    }
}
