package vn.lienthong.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Folded;

/** The flows of the map as a table: the same, for whoever reads rather than looks. */
final class FlowTable {
    private FlowTable() {}

    /** What it can be sorted by. */
    enum Column {
        TITLE,
        FROM,
        TO,
        ROWS,
        STATE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of a code; where there is none, the state. */
        static Column of(String code) {
            return Arrays.stream(values())
                    .filter(column -> column.code().equals(code))
                    .findFirst()
                    .orElse(STATE);
        }
    }

    /** A flow between two systems. */
    record Line(SectorMap.Flow flow, SectorMap.System from, SectorMap.System to) {}

    /** The lines: rows from the most, states from the worst, words by their letters. */
    static List<Line> of(SectorMap map, Column by, Locale reader) {
        Map<ConnectorName, SectorMap.System> systems = map.nodes().stream()
                .map(SectorMap.Node::system)
                .collect(Collectors.toMap(SectorMap.System::name, Function.identity()));
        Comparator<Line> title = words(line -> line.flow().title().in(reader));
        Comparator<Line> order =
                switch (by) {
                    case TITLE -> title;
                    case FROM -> words(line -> line.from().title().in(reader));
                    case TO -> words(line -> line.to().title().in(reader));
                    case ROWS ->
                        Comparator.comparingLong((Line line) -> line.flow().rows())
                                .reversed();
                    case STATE -> Comparator.comparing(line -> line.flow().state(), Urgency.ORDER);
                };
        return map.lines().stream()
                .map(SectorMap.Line::flow)
                .filter(flow -> systems.containsKey(flow.from()) && systems.containsKey(flow.to()))
                .map(flow -> new Line(flow, systems.get(flow.from()), systems.get(flow.to())))
                .sorted(order.thenComparing(title))
                .toList();
    }

    private static Comparator<Line> words(Function<Line, String> words) {
        return Comparator.comparing(line -> Folded.of(words.apply(line)));
    }
}
