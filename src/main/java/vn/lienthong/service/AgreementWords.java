package vn.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.approval.Approval;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Text;

/** An agreement in full words, for whoever decides on it. */
@Component
class AgreementWords {
    private static final Text NOTHING = Text.same("–");

    private final KnownServices known;
    private final Connectors connectors;
    private final Agencies agencies;

    AgreementWords(KnownServices known, Connectors connectors, Agencies agencies) {
        this.known = known;
        this.connectors = connectors;
        this.agencies = agencies;
    }

    private record Line(Text name, Text words) {}

    /**
     * What would be other than it is.
     *
     * @param before the agreement that is renewed; null where there is none
     * @return all of a new one; of a renewed one whose it is, and what changes
     */
    List<Approval.Change> difference(Agreement asked, DataService service, @Nullable Agreement before) {
        List<Line> after = lines(asked, service);
        List<Line> was = before == null
                ? List.of()
                : lines(before, known.find(before.service()).orElse(service));
        List<Approval.Change> difference = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            Text words = after.get(i).words();
            Text old = before == null ? NOTHING : was.get(i).words();
            if (i < 2 || !words.equals(old)) { // which service, for whom: shown always
                difference.add(new Approval.Change(after.get(i).name(), old, words));
            }
        }
        return difference;
    }

    private List<Line> lines(Agreement one, DataService service) {
        Text consumer = agencies.name(one.consumer());
        return List.of(
                new Line(
                        new Text("Dịch vụ", "Service"),
                        Text.same(one.service()
                                + (one.service().equals(service.id()) ? " (" + service.dataset() + ")" : ""))),
                new Line(
                        new Text("Bên dùng", "Consumer"),
                        consumer.vi().equals(one.consumer().value())
                                ? consumer
                                : new Text(
                                        consumer.vi() + " (" + one.consumer() + ")",
                                        consumer.en() + " (" + one.consumer() + ")")),
                new Line(new Text("Mục đích", "Purpose"), one.purpose()),
                new Line(new Text("Căn cứ", "Legal basis"), joined(one.legalBasis(), this::basis, "; ")),
                new Line(
                        new Text("Hỏi bằng", "Asked by"),
                        joined(service.ask(), column -> field(column, service, null), ", ")),
                new Line(
                        new Text("Trường được xem", "Fields"),
                        joined(
                                one.answer(),
                                column -> field(column, service, one.because().get(column)),
                                ", ")),
                new Line(
                        new Text("Dòng được xem", "Rows"),
                        one.where() == null ? new Text("tất cả", "all") : Text.same(one.where())),
                new Line(new Text("Danh sách", "Lists"), one.list() ? lists(service) : NOTHING),
                new Line(
                        new Text("Giới hạn", "Limits"),
                        new Text(
                                one.perMinute() + " lượt/phút, " + one.perDay() + " lượt/ngày",
                                one.perMinute() + " a minute, " + one.perDay() + " a day")),
                new Line(new Text("Thời hạn", "Term"), Text.same(one.from() + " – " + one.until())),
                new Line(
                        new Text("Người phụ trách bên dùng", "Contact at the consumer's"),
                        one.contact() == null ? NOTHING : Text.same(one.contact())));
    }

    /** Said only where it is so: whoever decides must not overlook it. */
    private static Text lists(DataService service) {
        return new Text(
                "CÓ – lấy được toàn bộ các dòng được xem thành danh sách, tới " + service.most() + " dòng mỗi lượt gọi",
                "YES – all rows that may be seen go out as a list, up to " + service.most() + " with each call");
    }

    private static Text joined(List<String> names, Function<String, Text> words, String between) {
        List<Text> all = names.stream().map(words).toList();
        return new Text(
                all.stream().map(Text::vi).collect(Collectors.joining(between)),
                all.stream().map(Text::en).collect(Collectors.joining(between)));
    }

    /** An instrument in full words, so that whoever decides needs to know no short name. */
    private Text basis(String name) {
        Instrument one = known.instruments().get(name);
        return one == null
                ? Text.same(name)
                : new Text(
                        one.cited().vi() + ", " + one.title().vi() + " ("
                                + one.validity().vi() + ")",
                        one.cited().en() + ", " + one.title().en() + " ("
                                + one.validity().en() + ")");
    }

    private Text field(String column, DataService service, @Nullable String because) {
        Text kind = dataClass(service, column).words();
        String why = because == null ? "" : ": " + because;
        return new Text(column + " (" + kind.vi() + why + ")", column + " (" + kind.en() + why + ")");
    }

    /** How carefully a column of a service is to be handled. */
    DataClass dataClass(DataService service, String column) {
        return connectors
                .find(service.dataset().connector())
                .map(connector -> connector.dataClass(service.dataset().dataset(), column))
                .orElse(DataClass.UNCLASSIFIED);
    }
}
