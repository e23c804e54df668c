package vn.lienthong.connector.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.http.WayIn;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * Examines the way to a partner's service, and whether it answers as its WSDL says. Only what people pinned or named for it is called:
 * what an operation does, no description tells.
 */
final class SoapDoctor {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Opening opening;
    private final Supplier<Map<String, SoapOperation>> described;
    private final Supplier<SoapAsking> asking;
    private final CheckReport report;
    private final WayIn way;

    SoapDoctor(
            Opening opening,
            Supplier<Map<String, SoapOperation>> described,
            Supplier<SoapAsking> asking,
            Consumer<Check> report) {
        this.opening = opening;
        this.described = described;
        this.asking = asking;
        this.report = new CheckReport(report);
        this.way = new WayIn(opening, this.report);
    }

    void examine(Examination examination) {
        Map<String, SoapOperation> operations = read();
        List<String> lists = examination.read().stream()
                .filter(name -> !isQuestion(name, operations))
                .toList();
        List<String> names = lists.isEmpty() ? trial() : lists;
        if (operations == null || !way.reached()) {
            report.skip("tls");
            report.skip("sign-in");
            names.forEach(name -> report.skip("read"));
            return;
        }
        for (String name : names) {
            if (!called(name, operations)) {
                return;
            }
        }
        if (names.isEmpty()) {
            untried();
        }
        if (way.isEntered() || names.isEmpty()) {
            drift(operations);
        }
    }

    /** What cannot be called without something to ask about is pinned for the classes of its answer. */
    private static boolean isQuestion(String name, @Nullable Map<String, SoapOperation> operations) {
        SoapOperation operation = operations == null ? null : operations.get(name);
        return operation != null && !operation.operation().required().isEmpty();
    }

    private @Nullable Map<String, SoapOperation> read() {
        report.begin();
        try {
            Map<String, SoapOperation> operations = described.get();
            report.ok(
                    "wsdl",
                    "wsdl",
                    new Text(
                            "Đọc được WSDL; dùng " + operations.size() + " thao tác.",
                            "The WSDL can be read; " + operations.size() + " operations are used."));
            return operations;
        } catch (HubException wrong) {
            report.fail("wsdl", wrong.code() == SoapError.WSDL_WRONG ? "wsdl" : "operations", wrong);
            return null;
        }
    }

    /** The operation that the settings name for being tried; none where they do not. */
    private List<String> trial() {
        return opening.settings().optionalText("trial").map(List::of).orElse(List.of());
    }

    private void untried() {
        report.begin();
        report.add(
                "sign-in",
                Check.Outcome.SKIPPED,
                "trial",
                new Text(
                        "Chưa thử: hệ thống không tự gọi thao tác nào. Ghi vào trial một thao tác chỉ đọc, hoặc khai một tập dữ liệu ở datasets.",
                        "Not tried: the hub calls no operation of its own accord. Name one that only reads in trial, or pin a dataset under datasets."),
                null,
                null);
    }

    private void drift(Map<String, SoapOperation> operations) {
        try {
            new LiveWsdl(opening, report).compare(asking.get(), operations, PATIENCE);
        } catch (HubException failed) {
            report.fail(failed.code() == ConnectorError.TLS_FAILED ? "tls" : "drift", "wsdl", failed);
        }
    }

    /** Calls an operation once; gives whether it makes sense to call others. */
    private boolean called(String name, Map<String, SoapOperation> operations) {
        report.begin();
        SoapOperation operation = operations.get(name);
        if (operation == null) {
            report.fail("read", "operations", unknown(name, operations));
            return true;
        }
        JsonNode rows;
        try {
            rows = asking.get()
                    .look(operation, PATIENCE)
                    .body()
                    .at(operation.listing().rows());
        } catch (HubException failed) {
            return way.failed(failed, failed.code() == SoapError.SIGN_IN_IN_CLEAR, "operations");
        }
        String security = opening.settings().text("security");
        way.entered(security.equals("none") ? opening.settings().text("auth") : security);
        if (rows.isArray()) {
            report.ok(
                    "read",
                    "operations",
                    new Text(
                            name + ": " + rows.size() + " dòng trong câu trả lời.",
                            name + ": " + rows.size() + " rows in the answer."));
        } else {
            report.fail("read", "operations", asking.get().failures().rowsMissing(operation.listing()));
        }
        return true;
    }

    private HubException unknown(String name, Map<String, SoapOperation> operations) {
        return new HubException(
                ConnectorError.DATASET_UNKNOWN,
                Map.of(
                        "connector",
                        opening.connector(),
                        "dataset",
                        new DatasetName(opening.connector(), name),
                        "known",
                        String.join(", ", operations.keySet())));
    }
}
