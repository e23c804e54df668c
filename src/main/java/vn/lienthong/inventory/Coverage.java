package vn.lienthong.inventory;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Folded;
import vn.lienthong.kernel.Text;

/** How much of each agency's systems is connected, and which to connect first, with the reasons. */
@Component
class Coverage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final int SOON_MONTHS = 12;

    private final Agencies agencies;
    private final ConnectorTypes types;
    private final DataKinds kinds;

    Coverage(Agencies agencies, ConnectorTypes types, DataKinds kinds) {
        this.agencies = agencies;
        this.types = types;
        this.kinds = kinds;
    }

    /**
     * One agency.
     *
     * @param missing the kinds of data that it holds only in systems that are not connected
     * @param cost what its systems cost a year as far as that is told, in đồng
     */
    record Share(AgencyCode code, Text name, int systems, int connected, List<Text> missing, long cost) {
        /** In per cent. */
        public int percent() {
            return systems == 0 ? 0 : Math.round(100f * connected / systems);
        }
    }

    /** A system that is not connected, how much speaks for connecting it, and what does. */
    record Candidate(SystemsShown.Line line, int points, List<Text> reasons) {}

    /** Every agency, the least connected first. */
    List<Share> shares(List<SystemsShown.Line> lines) {
        Map<AgencyCode, List<SystemsShown.Line>> byAgency = lines.stream()
                .collect(Collectors.groupingBy(line -> line.system().agency(), TreeMap::new, Collectors.toList()));
        return byAgency.entrySet().stream()
                .map(agency -> share(agency.getKey(), agency.getValue()))
                .sorted(Comparator.comparingInt(Share::percent))
                .toList();
    }

    private Share share(AgencyCode code, List<SystemsShown.Line> lines) {
        List<SystemsShown.Line> connected =
                lines.stream().filter(line -> !line.unconnected()).toList();
        List<Text> missing = kinds.all().stream()
                .filter(kind -> lines.stream().anyMatch(line -> SystemsShown.holds(line, kind.code())))
                .filter(kind -> connected.stream().noneMatch(line -> SystemsShown.holds(line, kind.code())))
                .map(DataKind::name)
                .toList();
        long cost = lines.stream()
                .mapToLong(line ->
                        line.system().yearlyCost() == null ? 0 : line.system().yearlyCost())
                .sum();
        return new Share(code, agencies.name(code), lines.size(), connected.size(), missing, cost);
    }

    /** The systems that are not connected, the one for which most speaks first. */
    List<Candidate> first(List<SystemsShown.Line> lines, Matrix matrix, LocalDate today) {
        Map<DataKind, Set<String>> apart = new HashMap<>();
        matrix.rows().forEach(row -> apart.put(row.kind(), Matrix.names(row.apart())));
        return lines.stream()
                .filter(SystemsShown.Line::unconnected)
                .map(line -> candidate(line, matrix, apart, today))
                .sorted(Comparator.comparingInt((Candidate one) -> -one.points())
                        .thenComparing(one -> one.line().system().name()))
                .toList();
    }

    private Candidate candidate(
            SystemsShown.Line line, Matrix matrix, Map<DataKind, Set<String>> apart, LocalDate today) {
        KnownSystem system = line.system();
        List<Text> reasons = new ArrayList<>();
        int points = 0;
        for (String kind : system.recordOf()) {
            Text name = kinds.name(kind);
            reasons.add(new Text("là bản gốc của " + lower(name.vi()), "the source of record for " + lower(name.en())));
            points += 4;
        }
        for (Matrix.Row row : matrix.rows()) {
            if (apart.getOrDefault(row.kind(), Set.of()).contains(system.name())
                    && row.apart().size() + row.records().size() > 1) {
                int others = row.apart().size() + row.records().size() - 1;
                Text name = row.kind().name();
                reasons.add(new Text(
                        lower(name.vi()) + " cũng giữ ở " + others + " nơi khác, chưa có gì giữ cho khớp",
                        lower(name.en()) + " held at " + others
                                + " other places, too, and nothing keeps them in step"));
                points += 2;
            }
        }
        LocalDate end = system.contractEnd();
        if (end != null && end.isBefore(today.plusMonths(SOON_MONTHS))) {
            boolean over = end.isBefore(today);
            reasons.add(
                    over
                            ? new Text(
                                    "hết hợp đồng từ " + DAY.format(end) + ", nên lấy dữ liệu ra khi còn mở được",
                                    "its contract ended on " + DAY.format(end) + ": take the data out while it opens")
                            : new Text(
                                    "hết hợp đồng " + DAY.format(end) + ", nên nối trước khi hết",
                                    "its contract ends on " + DAY.format(end) + ": connect it before"));
            points += over ? 3 : 2;
        }
        Text way = way(system);
        if (way != null) {
            reasons.add(way);
            points += 1;
        }
        return new Candidate(line, points, List.copyOf(reasons));
    }

    /** A connector type whose name stands in what is told of the technology. */
    private @Nullable Text way(KnownSystem system) {
        String technology = system.technology() == null ? "" : Folded.words(system.technology());
        return types.all().stream()
                .map(type -> type.name())
                .filter(type -> technology.replace(" ", "").contains(type))
                .findFirst()
                .map(type -> new Text(
                        "nối được ngay bằng loại kết nối " + type, "can be connected at once: connector type " + type))
                .orElse(null);
    }

    private static String lower(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
