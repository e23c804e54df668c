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
import vn.lienthong.kernel.Text;

/** Who already holds what somebody needs: asked before a system is bought or built. */
@Component
class Needs {
    private static final int MOST = 50;
    private static final int SHORTEST = 3;

    /** Words of every need that tell nothing of what is needed. */
    private static final Set<String> IDLE = Set.of(
            "can",
            "phan",
            "mem",
            "quan",
            "ly",
            "thong",
            "du",
            "lieu",
            "mot",
            "cho",
            "cac",
            "cua",
            "va",
            "hoac",
            "mua",
            "system",
            "software",
            "the",
            "and",
            "for",
            "data",
            "need",
            "with",
            "all",
            "buy",
            "management");

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
        Map<String, Set<String>> columns = columns(lines);
        List<String> words = words(need);
        List<Holder> holders = lines.stream()
                .map(line -> holder(
                        line, wanted, words, columns.getOrDefault(line.system().name(), Set.of())))
                .filter(holder -> holder.points() > 0)
                .sorted(Comparator.comparingInt((Holder holder) -> -holder.points())
                        .thenComparing(holder -> holder.line().system().name()))
                .limit(MOST)
                .toList();
        return new Answer(wanted.stream().map(kinds::name).toList(), holders, elsewhere(lines, wanted));
    }

    private static List<String> words(String need) {
        return Arrays.stream(PlainWords.of(need).split(" "))
                .filter(word -> word.length() >= SHORTEST && !IDLE.contains(word))
                .distinct()
                .toList();
    }

    /** What the columns of each system say, by the names of concepts and by their own. */
    private Map<String, Set<String>> columns(List<SystemsShown.Line> lines) {
        Map<String, String> owners = new HashMap<>();
        lines.forEach(line -> line.standing()
                .ways()
                .forEach(way -> owners.put(way.name().value(), line.system().name())));
        Map<String, Set<String>> columns = new HashMap<>();
        looks.datasets(List.copyOf(owners.keySet()))
                .forEach(dataset -> dataset.columns().forEach(column -> {
                    Concept concept = concepts.of(column.name());
                    Set<String> said =
                            columns.computeIfAbsent(owners.get(dataset.connector()), none -> new LinkedHashSet<>());
                    said.add(
                            concept == null
                                    ? PlainWords.of(column.name())
                                    : PlainWords.of(concept.name().vi()));
                    if (concept != null) {
                        said.add(PlainWords.of(concept.name().en()));
                    }
                }));
        return columns;
    }

    private Holder holder(SystemsShown.Line line, Set<String> wanted, List<String> words, Set<String> columns) {
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
        String told = PlainWords.of(line.system().title().vi() + " "
                + line.system().title().en() + " " + line.system().purpose());
        List<String> found =
                words.stream().filter(word -> PlainWords.holds(told, word)).toList();
        if (found.size() > 1) {
            String said = String.join(", ", found);
            reasons.add(new Text("tên hoặc mục đích có: " + said, "its name or purpose says: " + said));
            points += found.size();
        }
        String need = String.join(" ", words);
        List<String> fields = columns.stream()
                .filter(column -> column.length() >= SHORTEST && column.contains(" ") && PlainWords.holds(need, column))
                .toList();
        if (!fields.isEmpty()) {
            String said = String.join(", ", fields);
            reasons.add(new Text("có cột: " + said, "has columns: " + said));
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
