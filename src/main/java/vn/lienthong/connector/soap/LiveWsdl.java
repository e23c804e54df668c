package vn.lienthong.connector.soap;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * Compares the WSDL that the partner hands out now with the one in the settings, by what the operations in use take and answer. It
 * never takes its place: a description decides what is asked and with which secret, and changes by people only.
 */
final class LiveWsdl {
    private static final String STEP = "drift";

    private final Opening opening;
    private final CheckReport report;

    LiveWsdl(Opening opening, CheckReport report) {
        this.opening = opening;
        this.report = report;
    }

    /**
     * Reports a warning where an operation in use is another now. A partner that hands nothing out is no fault.
     *
     * @throws HubException where the partner could not be asked at all
     */
    void compare(SoapAsking asking, Map<String, SoapOperation> used, Duration limit) {
        report.begin();
        Exchanges.Reply reply = asking.description(limit);
        if (reply.status() != 200) {
            incomparable();
            return;
        }
        Wsdl.Port now;
        try {
            now = read(reply.body());
        } catch (HubException unreadable) {
            incomparable();
            return;
        }
        List<String> changed = new ArrayList<>();
        used.values().stream().map(SoapOperation::asked).distinct().forEach(operation -> {
            if (!operation.equals(now.operations().get(operation.name()))) {
                changed.add(operation.name());
            }
        });
        if (changed.isEmpty()) {
            report.ok(
                    STEP,
                    "wsdl",
                    new Text(
                            "WSDL của đối tác vẫn như trong cấu hình.",
                            "The partner's WSDL is still as in the settings."));
            return;
        }
        String names = String.join(", ", changed);
        report.add(
                STEP,
                Outcome.WARNING,
                "wsdl",
                new Text(
                        "WSDL của đối tác đã khác ở thao tác: " + names + ".",
                        "The partner's WSDL is another now for: " + names + "."),
                new Text(
                        "Hỏi đối tác thay đổi có hiệu lực khi nào, rồi nhập WSDL mới vào cấu hình.",
                        "Ask the partner when the change takes effect, then enter the new WSDL in the settings."),
                null);
    }

    /** The live document with what it imports as it was handed in: nothing else is fetched. */
    private Wsdl.Port read(byte[] body) {
        Map<String, String> documents = new LinkedHashMap<>(SoapSession.documents(opening));
        documents.put(new Documents(documents).main(), new String(body, StandardCharsets.UTF_8));
        Optional<String> named = opening.settings().optionalText("port_name");
        return Wsdl.of(documents).port(named);
    }

    private void incomparable() {
        report.ok(
                STEP,
                "wsdl",
                new Text(
                        "Đối tác không phát WSDL so sánh được ở ?wsdl; hãy hỏi khi họ đổi dịch vụ.",
                        "The partner hands out no WSDL at ?wsdl that could be compared; have him tell when the service changes."));
    }
}
