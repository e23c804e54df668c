package vn.lienthong.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the same data is held: a row for each kind of data, a column for each of the systems that tell most.
 *
 * @param systems the columns
 * @param more how many systems hold something and have no column
 */
record Matrix(List<SystemsShown.Line> systems, List<Row> rows, int more) {
    private static final int MOST_COLUMNS = 8;

    /** What a system is for a kind of data. */
    enum Place {
        NONE,
        /** The source of record. */
        RECORD,
        /** A copy that a job keeps in step with it. */
        COPY,
        /** Kept separately: it drifts. */
        APART
    }

    /**
     * A kind of data.
     *
     * @param records the systems that are its source of record
     * @param apart the systems that keep it separately, be they columns or not
     */
    record Row(DataKind kind, List<Place> places, List<SystemsShown.Line> records, List<SystemsShown.Line> apart) {}

    static Matrix of(List<SystemsShown.Line> lines, List<DataKind> kinds, Flows.Between flows) {
        List<SystemsShown.Line> holding = lines.stream()
                .filter(line -> !kinds(line).isEmpty())
                .sorted(Comparator.comparingInt((SystemsShown.Line line) -> -weight(line))
                        .thenComparing(SystemsShown.Line::unconnected)
                        .thenComparing(line -> line.system().name()))
                .toList();
        List<SystemsShown.Line> columns = holding.stream().limit(MOST_COLUMNS).toList();
        List<Row> rows = new ArrayList<>();
        for (DataKind kind : kinds) {
            List<SystemsShown.Line> holders = holding.stream()
                    .filter(line -> SystemsShown.holds(line, kind.code()))
                    .toList();
            if (!holders.isEmpty()) {
                rows.add(row(kind, columns, holders, flows));
            }
        }
        return new Matrix(columns, List.copyOf(rows), holding.size() - columns.size());
    }

    /** A source of record tells more than a place where something is held, too. */
    private static int weight(SystemsShown.Line line) {
        return kinds(line).size() + 2 * line.system().recordOf().size();
    }

    private static Set<String> kinds(SystemsShown.Line line) {
        Set<String> kinds = new TreeSet<>(line.system().holds());
        kinds.addAll(line.standing().kinds());
        return kinds;
    }

    private static Row row(
            DataKind kind, List<SystemsShown.Line> columns, List<SystemsShown.Line> holders, Flows.Between flows) {
        List<SystemsShown.Line> records = holders.stream()
                .filter(line -> line.system().recordOf().contains(kind.code()))
                .toList();
        // where nobody said which one is the source of record, systems that a job joins are copies of each other
        Set<String> partners = names(records.isEmpty() ? holders : records);
        Set<String> origin = names(records);
        Map<String, Place> places = new HashMap<>();
        for (SystemsShown.Line line : holders) {
            String name = line.system().name();
            Place place = origin.contains(name) || holders.size() == 1
                    ? Place.RECORD
                    : flows.joined(name, partners, kind.code()) ? Place.COPY : Place.APART;
            places.put(name, place);
        }
        return new Row(
                kind,
                columns.stream()
                        .map(line -> places.getOrDefault(line.system().name(), Place.NONE))
                        .toList(),
                records,
                holders.stream()
                        .filter(line -> places.get(line.system().name()) == Place.APART)
                        .toList());
    }

    /** The names of systems. */
    static Set<String> names(List<SystemsShown.Line> lines) {
        return lines.stream().map(line -> line.system().name()).collect(Collectors.toSet());
    }
}
