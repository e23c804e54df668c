package vn.lienthong.inventory;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.Text;

/** What to do first about the systems of the sector, with the reasons. */
@Component
class SystemTodos {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final int MOST = 7;
    private static final int MOST_OF_A_KIND = 3;

    private final SeenConnectors connectors;
    private final KeptSystems kept;

    SystemTodos(SeenConnectors connectors, KeptSystems kept) {
        this.connectors = connectors;
        this.kept = kept;
    }

    /**
     * One thing to do.
     *
     * @param state the shape that stands before it
     * @param button the key of what its button says
     */
    record Todo(String state, Text what, Text why, String address, String button) {}

    List<Todo> of(
            List<SystemsShown.Line> lines,
            Map<String, List<OverlapsShown.Line>> overlaps,
            Matrix matrix,
            List<Coverage.Candidate> candidates) {
        List<Todo> todos = new ArrayList<>();
        twice(overlaps, todos);
        over(lines, todos);
        apart(matrix, todos);
        candidates.stream().limit(1).filter(one -> one.points() > 0).forEach(one -> todos.add(connect(one)));
        loose(todos);
        return todos.stream().limit(MOST).toList();
    }

    /** Pairs stand in both directions; the greater share speaks for both. */
    private static void twice(Map<String, List<OverlapsShown.Line>> overlaps, List<Todo> todos) {
        Set<Set<String>> told = new HashSet<>();
        overlaps.values().stream()
                .flatMap(List::stream)
                .filter(OverlapsShown.Line::much)
                .filter(line -> line.other() != null)
                .sorted(Comparator.comparing(
                        (OverlapsShown.Line line) -> line.overlap().score(), Comparator.reverseOrder()))
                .filter(line ->
                        told.add(Set.of(line.system().name(), line.other().name())))
                .limit(MOST_OF_A_KIND)
                .forEach(line -> todos.add(twice(line)));
    }

    private static Todo twice(OverlapsShown.Line line) {
        KnownSystem system = line.system();
        Text other = line.name();
        Text end = system.contractEnd() == null
                ? Text.same("")
                : new Text(
                        " Hợp đồng hết " + DAY.format(system.contractEnd()) + ".",
                        " The contract ends on " + DAY.format(system.contractEnd()) + ".");
        return new Todo(
                "slow",
                new Text(
                        "%s và %s trùng %d %%"
                                .formatted(
                                        system.title().vi(),
                                        other.vi(),
                                        line.overlap().score()),
                        "%s and %s hold %d%% of the same"
                                .formatted(
                                        system.title().en(),
                                        other.en(),
                                        line.overlap().score())),
                new Text(
                        "%d trong %d trường cùng có ở cả hai, không tác vụ nào giữ cho khớp.%s"
                                .formatted(
                                        line.overlap().shared(), line.overlap().fields(), end.vi()),
                        "%d of %d fields are in both, and no job keeps them in step.%s"
                                .formatted(
                                        line.overlap().shared(), line.overlap().fields(), end.en())),
                "/systems/" + system.name() + "#overlaps",
                "systems.todo.compare");
    }

    private static void over(List<SystemsShown.Line> lines, List<Todo> todos) {
        lines.stream()
                .filter(line -> line.contract() == Contract.OVER)
                .sorted(Comparator.comparing(line -> line.system().contractEnd()))
                .limit(MOST_OF_A_KIND)
                .forEach(line -> {
                    KnownSystem system = line.system();
                    boolean nobody = system.contact() == null;
                    String technology = system.technology() == null ? "" : system.technology() + ", ";
                    String day = DAY.format(system.contractEnd());
                    todos.add(new Todo(
                            "off",
                            nobody
                                    ? new Text(
                                            system.title().vi() + " không ai bảo trì",
                                            system.title().en() + ": nobody looks after it")
                                    : new Text(
                                            system.title().vi() + " đã hết hợp đồng",
                                            system.title().en() + ": its contract has ended"),
                            new Text(
                                    technology + "hết hợp đồng " + day + ". Nên trích dữ liệu rồi đóng, hoặc gia hạn.",
                                    technology + "contract ended " + day
                                            + ". Take the data out and close it, or renew."),
                            "/systems/" + system.name(),
                            "systems.todo.look"));
                });
    }

    private static void apart(Matrix matrix, List<Todo> todos) {
        matrix.rows().stream()
                .filter(row -> row.apart().size() > 1)
                .sorted(Comparator.comparingInt(row -> -row.apart().size()))
                .limit(MOST_OF_A_KIND)
                .forEach(row -> {
                    Text kind = row.kind().name();
                    String places = row.apart().stream()
                            .limit(4)
                            .map(line -> line.system().title().vi())
                            .collect(Collectors.joining(", "));
                    String shown = row.apart().stream()
                            .limit(4)
                            .map(line -> line.system().title().en())
                            .collect(Collectors.joining(", "));
                    Text record = row.records().isEmpty()
                            ? new Text("Chưa chọn bản gốc. ", "No source of record is chosen. ")
                            : new Text(
                                    row.records().get(0).system().title().vi() + " là bản gốc. ",
                                    row.records().get(0).system().title().en() + " is the source of record. ");
                    todos.add(new Todo(
                            "slow",
                            new Text(
                                    kind.vi() + " giữ riêng ở " + row.apart().size() + " nơi",
                                    kind.en() + ": kept separately at "
                                            + row.apart().size() + " places"),
                            new Text(
                                    record.vi() + "Giữ riêng: " + places + ".",
                                    record.en() + "Kept separately: " + shown + "."),
                            "/systems?kind=" + row.kind().code(),
                            "systems.todo.places"));
                });
    }

    private static Todo connect(Coverage.Candidate candidate) {
        Text title = candidate.line().system().title();
        return new Todo(
                "unk",
                new Text("Nên nối trước: " + title.vi(), "Connect first: " + title.en()),
                new Text(
                        sentence(candidate.reasons().stream().map(Text::vi)),
                        sentence(candidate.reasons().stream().map(Text::en))),
                "/systems/report#first",
                "systems.todo.why");
    }

    private static String sentence(Stream<String> reasons) {
        String joined = reasons.collect(Collectors.joining("; "));
        return joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1) + ".";
    }

    /** Connectors that lead into a system of which nobody has written down anything. */
    private void loose(List<Todo> todos) {
        Set<String> known = new HashSet<>();
        kept.all().forEach(system -> known.addAll(system.connectors()));
        List<Connector> loose = connectors.all().stream()
                .filter(one -> !known.contains(one.name().value()))
                .toList();
        if (!loose.isEmpty()) {
            Connector first = loose.get(0);
            todos.add(new Todo(
                    "unk",
                    new Text(
                            loose.size() + " kết nối chưa thuộc hệ thống nào",
                            loose.size() + " connectors belong to no system"),
                    new Text(
                            first.title().vi() + (loose.size() > 1 ? " và các kết nối khác" : "")
                                    + ": chưa biết ai giữ, tốn bao nhiêu, hợp đồng tới khi nào.",
                            first.title().en() + (loose.size() > 1 ? " and others" : "")
                                    + ": who keeps it, what it costs and how long its contract runs is not known."),
                    "/systems/new?connector=" + first.name(),
                    "systems.todo.describe"));
        }
    }
}
