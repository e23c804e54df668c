package vn.lienthong.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Text;

/**
 * The map of systems and flows, laid out for one SVG: columns from sources to targets, systems grouped by the agency that answers
 * for them, lines as wide as the rows of the last 24 hours.
 */
record SectorMap(double width, double height, List<Box> groups, List<Node> nodes, List<Line> lines) {
    private static final double COLUMN = 218;
    private static final double BOX = 206;
    private static final double NODE = 38;
    private static final double GAP = 8;
    private static final double HEAD = 24;
    private static final double TOP = 4;
    private static final double WIDTH = 798;
    /** Letters that fit beside the sign, at the usual width of text. */
    private static final int TITLE = 26;

    private static final int HEADING = 36;
    private static final double HEAD_LINE = 14;

    /** What is well is drawn first, so that between the same systems a fault lies on top. */
    private static final Comparator<Flow> BY_WEIGHT =
            Comparator.comparingInt(flow -> List.of("slow", "wait", "fail").indexOf(flow.state()));

    /**
     * A system before it has a place.
     *
     * @param circuit closed, open or half-open where jobs ask it about their rows; empty where none does
     */
    record System(
            ConnectorName name,
            Text title,
            AgencyCode agency,
            Text agencyName,
            String state,
            Text below,
            String circuit) {}

    /** A flow before it has a place; {@code state} is one of ok, slow, fail, wait, run, off, unk. */
    record Flow(ConnectorName from, ConnectorName to, long rows, String state, Text title) {}

    /** The frame around the systems of one agency; its name takes two lines where one is too short. */
    record Box(double x, double y, double width, double height, Text title) {
        /** The name in lines that fit the frame. */
        public List<Line> heading(Locale language) {
            List<String> lines = wrap(title.in(language));
            double spare = (reserved(title) - lines.size()) * HEAD_LINE / 2;
            return IntStream.range(0, lines.size())
                    .mapToObj(i -> new Line(y + 16 + spare + i * HEAD_LINE, lines.get(i)))
                    .toList();
        }

        /** As many lines as the longer language needs, so that the map stays as it is when readers switch. */
        static int reserved(Text title) {
            return Math.max(wrap(title.vi()).size(), wrap(title.en()).size());
        }

        /** One line of the heading. */
        record Line(double y, String words) {}

        static List<String> wrap(String name) {
            if (name.length() <= HEADING) {
                return List.of(name);
            }
            int space = name.lastIndexOf(' ', HEADING);
            int end = space < 1 ? HEADING : space;
            return List.of(name.substring(0, end), cut(name.substring(end).strip(), HEADING));
        }
    }

    /** A system at its place. */
    record Node(double x, double y, System system) {
        /** Its name, short enough for its box. */
        public Text title() {
            return new Text(cut(system.title().vi(), TITLE), cut(system.title().en(), TITLE));
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1).strip() + "…";
    }

    /** A flow at its place. */
    record Line(String path, double width, Flow flow) {}

    static SectorMap of(List<System> systems, List<Flow> flows) {
        Map<ConnectorName, Integer> columns = columns(systems, flows);
        int most = columns.values().stream().mapToInt(column -> column).max().orElse(0);
        double gap = most == 0 ? 0 : (WIDTH - 4 - (most + 1) * COLUMN) / most;
        List<Box> groups = new ArrayList<>();
        Map<ConnectorName, Node> nodes = new LinkedHashMap<>();
        double[] bottoms = new double[most + 1];
        for (int column = 0; column <= most; column++) {
            bottoms[column] = column(column, gap, systems, columns, groups, nodes);
        }
        double height = Arrays.stream(bottoms).max().orElse(0);
        return new SectorMap(WIDTH, height + 6, groups, List.copyOf(nodes.values()), lines(flows, nodes));
    }

    /** Pure sources stand left, what feeds on stands in the middle, what only receives right. */
    private static Map<ConnectorName, Integer> columns(List<System> systems, List<Flow> flows) {
        Map<ConnectorName, Integer> columns = new HashMap<>();
        for (System system : systems) {
            boolean source = flows.stream().anyMatch(flow -> flow.from().equals(system.name()));
            boolean target = flows.stream().anyMatch(flow -> flow.to().equals(system.name()));
            boolean fed = flows.stream()
                    .filter(flow -> flow.to().equals(system.name()))
                    .anyMatch(flow ->
                            flows.stream().anyMatch(before -> before.to().equals(flow.from())));
            columns.put(system.name(), !target ? 0 : source || !fed ? 1 : 2);
        }
        return columns;
    }

    private static double column(
            int column,
            double gap,
            List<System> systems,
            Map<ConnectorName, Integer> columns,
            List<Box> groups,
            Map<ConnectorName, Node> nodes) {
        Map<AgencyCode, List<System>> byAgency = new LinkedHashMap<>();
        systems.stream()
                .filter(system -> columns.get(system.name()) == column)
                .sorted(Comparator.comparing(System::agency).thenComparing(System::name))
                .forEach(system -> byAgency.computeIfAbsent(system.agency(), agency -> new ArrayList<>())
                        .add(system));
        double x = 2 + column * (COLUMN + gap);
        double y = TOP;
        for (List<System> group : byAgency.values()) {
            Text name = group.get(0).agencyName();
            double head = HEAD + (Box.reserved(name) - 1) * HEAD_LINE;
            double height = head + group.size() * (NODE + GAP);
            groups.add(new Box(x, y, BOX + 12, height, name));
            double at = y + head;
            for (System system : group) {
                nodes.put(system.name(), new Node(x + 6, at, system));
                at += NODE + GAP;
            }
            y += height + 16;
        }
        return y - 16;
    }

    private static List<Line> lines(List<Flow> flows, Map<ConnectorName, Node> nodes) {
        List<Line> lines = new ArrayList<>();
        for (Flow flow : flows.stream().sorted(BY_WEIGHT).toList()) {
            Node from = nodes.get(flow.from());
            Node to = nodes.get(flow.to());
            if (from == null || to == null || from == to) {
                continue;
            }
            double x1 = from.x() + BOX;
            double y1 = from.y() + NODE / 2;
            double x2 = to.x();
            double y2 = to.y() + NODE / 2;
            double bend = Math.max(24, (x2 - x1) / 2);
            String path = "M" + Sketch.figure(x1) + " " + Sketch.figure(y1) + "C" + Sketch.figure(x1 + bend) + " "
                    + Sketch.figure(y1) + " " + Sketch.figure(x2 - bend) + " " + Sketch.figure(y2) + " "
                    + Sketch.figure(x2) + " " + Sketch.figure(y2);
            lines.add(new Line(path, Math.min(11, 2 + 1.6 * Math.log10(1 + flow.rows())), flow));
        }
        return lines;
    }
}
