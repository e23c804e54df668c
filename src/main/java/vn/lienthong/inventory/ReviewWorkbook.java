package vn.lienthong.inventory;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.Text;

/** The review of the systems as a workbook of several sheets, in one language. */
@Component
class ReviewWorkbook {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final Text UNMEASURED = new Text("chưa đo", "not measured");
    private static final Text CLEAR = new Text("không trùng", "none");

    private final HandedTables tables;
    private final DataKinds kinds;

    ReviewWorkbook(HandedTables tables, DataKinds kinds) {
        this.tables = tables;
        this.kinds = kinds;
    }

    byte[] of(Review.Found found, Locale reader) {
        return tables.workbook(List.of(
                systems(found, reader),
                shares(found, reader),
                first(found, reader),
                pairs(found, reader),
                todos(found, reader)));
    }

    private HandedTables.Sheet systems(Review.Found found, Locale reader) {
        List<List<String>> rows = start(
                reader,
                "Mã|Code",
                "Hệ thống|System",
                "Chủ quản|Owner",
                "Công nghệ|Technology",
                "Nhà cung cấp|Vendor",
                "Hết hợp đồng|Contract end",
                "Đồng mỗi năm|Đồng a year",
                "Cấp độ|Level",
                "Dữ liệu|Data",
                "Kết nối|Connection",
                "Dòng|Rows",
                "Mức trùng|Overlap",
                "Trùng với|Overlaps with",
                "Đầu mối|Contact");
        for (SystemsShown.Line line : found.lines()) {
            KnownSystem system = line.system();
            OverlapsShown.Line top = found.top(system.name());
            rows.add(List.of(
                    system.name(),
                    system.title().in(reader),
                    line.agency().in(reader),
                    said(system.technology()),
                    said(system.vendor()),
                    system.contractEnd() == null ? "" : DAY.format(system.contractEnd()),
                    said(system.yearlyCost()),
                    said(system.securityLevel()),
                    system.holds().stream()
                            .map(kind -> kinds.name(kind).in(reader))
                            .collect(Collectors.joining("; ")),
                    state(line).in(reader),
                    said(line.standing().rows()),
                    top == null ? none(found, system).in(reader) : top.overlap().score() + " %",
                    top == null ? "" : top.name().in(reader),
                    said(system.contact())));
        }
        return sheet("Hệ thống|Systems", reader, rows);
    }

    private static Text none(Review.Found found, KnownSystem system) {
        return found.clear(system.name()) ? CLEAR : UNMEASURED;
    }

    private static Text state(SystemsShown.Line line) {
        return line.unconnected() ? new Text("chưa kết nối", "not connected") : new Text("đã kết nối", "connected");
    }

    private static HandedTables.Sheet shares(Review.Found found, Locale reader) {
        List<List<String>> rows = start(
                reader,
                "Mã|Code",
                "Đơn vị|Agency",
                "Hệ thống|Systems",
                "Đã kết nối|Connected",
                "Tỷ lệ|Share",
                "Dữ liệu chưa nối|Data not connected",
                "Đồng mỗi năm|Đồng a year");
        for (Coverage.Share share : found.shares()) {
            rows.add(List.of(
                    share.code().value(),
                    share.name().in(reader),
                    "" + share.systems(),
                    "" + share.connected(),
                    share.percent() + " %",
                    joined(share.missing(), reader),
                    "" + share.cost()));
        }
        return sheet("Độ phủ|Coverage", reader, rows);
    }

    private static HandedTables.Sheet first(Review.Found found, Locale reader) {
        List<List<String>> rows =
                start(reader, "Thứ tự|Order", "Hệ thống|System", "Chủ quản|Owner", "Điểm|Points", "Vì sao|Why");
        int order = 1;
        for (Coverage.Candidate one : found.first()) {
            rows.add(List.of(
                    "" + order++,
                    one.line().system().title().in(reader),
                    one.line().agency().in(reader),
                    "" + one.points(),
                    joined(one.reasons(), reader)));
        }
        return sheet("Nên nối trước|Connect first", reader, rows);
    }

    private static HandedTables.Sheet pairs(Review.Found found, Locale reader) {
        List<List<String>> rows = start(
                reader,
                "Hệ thống|System",
                "Trùng với|Overlaps with",
                "Mức trùng|Overlap",
                "Trường cùng có|Shared fields",
                "Trường|Fields",
                "Quan hệ|Relation");
        for (OverlapsShown.Line line : found.pairs()) {
            Text relation = line.joined()
                    ? new Text("bản sao có đồng bộ", "kept in step")
                    : new Text("giữ riêng", "kept separately");
            rows.add(List.of(
                    line.system().title().in(reader),
                    line.name().in(reader),
                    (line.overlap().atLeast() ? "≥ " : "") + line.overlap().score() + " %",
                    "" + line.overlap().shared(),
                    "" + line.overlap().fields(),
                    relation.in(reader)));
        }
        return sheet("Trùng dữ liệu|Overlap", reader, rows);
    }

    private static HandedTables.Sheet todos(Review.Found found, Locale reader) {
        List<List<String>> rows = start(reader, "Việc|What to do", "Vì sao|Why");
        found.todos()
                .forEach(todo ->
                        rows.add(List.of(todo.what().in(reader), todo.why().in(reader))));
        return sheet("Nên làm trước|Do first", reader, rows);
    }

    /** A table with its headings, each in both languages. */
    private static List<List<String>> start(Locale reader, String... headings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(headings).stream()
                .map(heading -> worded(heading, reader))
                .toList());
        return rows;
    }

    private static String worded(String both, Locale reader) {
        String[] words = both.split("\\|");
        return new Text(words[0], words[1]).in(reader);
    }

    private static HandedTables.Sheet sheet(String name, Locale reader, List<List<String>> rows) {
        return new HandedTables.Sheet(worded(name, reader), rows);
    }

    private static String joined(List<Text> texts, Locale reader) {
        return texts.stream().map(text -> text.in(reader)).collect(Collectors.joining("; "));
    }

    private static String said(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
