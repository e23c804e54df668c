package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Check.Outcome;
import vn.lienthong.connector.CheckReport;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines the way to a partner's API, and whether what it answers is what the settings describe. */
final class RestDoctor {
    private static final int REACH_MILLIS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST_RESOURCES = 3;

    private final Opening opening;
    private final Asking asking;
    private final CheckReport report;
    private boolean signedIn;

    RestDoctor(Opening opening, Asking asking, Consumer<Check> report) {
        this.opening = opening;
        this.asking = asking;
        this.report = new CheckReport(report);
    }

    void examine(Examination examination, Supplier<Map<String, Resource>> described) {
        Map<String, Resource> resources = described(described);
        List<String> names = names(examination, resources);
        if (resources == null || !reached()) {
            report.skip("tls");
            report.skip("sign-in");
            names.forEach(name -> report.skip("read"));
            return;
        }
        for (String name : names) {
            if (!read(name, resources)) {
                return;
            }
        }
    }

    private @Nullable Map<String, Resource> described(Supplier<Map<String, Resource>> described) {
        report.begin();
        try {
            return described.get();
        } catch (HubException wrong) {
            report.fail("read", "resources", wrong);
            return null;
        }
    }

    private static List<String> names(Examination examination, @Nullable Map<String, Resource> resources) {
        if (!examination.read().isEmpty() || resources == null) {
            return examination.read();
        }
        return resources.keySet().stream().limit(MOST_RESOURCES).toList();
    }

    private boolean reached() {
        Place place = Place.api(opening.settings());
        report.begin();
        InetSocketAddress address;
        try {
            address = opening.network().resolve(place.host(), place.port());
            report.ok("resolve", "host", Text.same(address.getAddress().getHostAddress()));
        } catch (HubException failed) {
            report.fail("resolve", "host", failed);
            report.skip("reach");
            return false;
        }
        report.begin();
        try (Socket socket = new Socket()) {
            socket.connect(address, REACH_MILLIS);
            report.ok("reach", "port", new Text("Cổng mở.", "The port is open."));
            return true;
        } catch (IOException failed) {
            report.fail("reach", "port", asking.failures().unreachable(failed, place));
            return false;
        }
    }

    /** Asks for the first part of a resource; gives whether it makes sense to ask for others. */
    private boolean read(String name, Map<String, Resource> resources) {
        report.begin();
        Resource resource = resources.get(name);
        if (resource == null) {
            report.fail("read", "resources", unknown(name, resources));
            return true;
        }
        Answer answer;
        try {
            answer = asking.look(resource, PATIENCE);
        } catch (HubException failed) {
            return failed(failed);
        }
        entered();
        content(resource, answer.body());
        return true;
    }

    private boolean failed(HubException failed) {
        ErrorCode code = failed.code();
        if (code == ConnectorError.TLS_FAILED || code == RestError.CERTIFICATE_WRONG) {
            report.fail("tls", "tls", failed);
            report.skip("sign-in");
            report.skip("read");
            return false;
        }
        if (code == RestError.SIGN_IN_REFUSED || code == RestError.TOKEN_MISSING) {
            report.fail("sign-in", "auth", failed);
            report.skip("read");
            return false;
        }
        report.fail("read", "resources", failed);
        return true;
    }

    private void entered() {
        if (signedIn) {
            return;
        }
        signedIn = true;
        if (opening.settings().text("tls").equals("off")) {
            report.add(
                    "tls",
                    Outcome.WARNING,
                    "tls",
                    new Text("Đường truyền không mã hóa.", "The connection is not encrypted."),
                    new Text(
                            "Nhờ đối tác mở HTTPS, rồi đặt tls thành verify; chấp nhận được khi cùng máy.",
                            "Have the partner open HTTPS, then set tls to verify; fine on the same machine."),
                    null);
        } else {
            report.ok(
                    "tls",
                    "tls",
                    new Text("Mã hóa, chứng thư đúng tên.", "Encrypted, the certificate bears the name."));
        }
        String way = opening.settings().text("auth");
        report.ok(
                "sign-in",
                "auth",
                way.equals("none")
                        ? new Text("Đối tác trả lời không cần đăng nhập.", "The partner answers without a sign-in.")
                        : new Text("Đối tác chấp nhận (" + way + ").", "The partner accepts it (" + way + ")."));
    }

    /** Whether the rows are where they should be, and each column in at least one of them. */
    private void content(Resource resource, JsonNode body) {
        JsonNode rows = body.at(resource.rows());
        if (!rows.isArray()) {
            report.fail("read", "resources", asking.failures().rowsMissing(resource));
            return;
        }
        List<String> missing = new ArrayList<>();
        for (Resource.Field field : resource.fields()) {
            if (!rows.isEmpty() && !anywhere(rows, field)) {
                missing.add(field.column().name() + " (" + field.at() + ")");
            }
        }
        Optional<Long> total = resource.paging().total(body);
        Text found = new Text(
                resource.name() + ": " + rows.size() + " dòng ở trang đầu"
                        + total.map(all -> ", tất cả " + all).orElse("") + ".",
                resource.name() + ": " + rows.size() + " rows in the first part"
                        + total.map(all -> " of " + all).orElse("") + ".");
        if (missing.isEmpty()) {
            report.ok("read", "resources", found);
            return;
        }
        String names = String.join(", ", missing);
        report.add(
                "read",
                Outcome.WARNING,
                "resources",
                new Text(found.vi() + " Không dòng nào có: " + names + ".", found.en() + " No row has: " + names + "."),
                new Text(
                        "So đường dẫn (at) của các cột đó với câu trả lời mẫu của đối tác.",
                        "Compare the places (at) of these columns with a sample answer of the partner."),
                null);
    }

    private static boolean anywhere(JsonNode rows, Resource.Field field) {
        for (JsonNode row : rows) {
            if (!row.at(field.at()).isMissingNode()) {
                return true;
            }
        }
        return false;
    }

    private HubException unknown(String name, Map<String, Resource> resources) {
        return new HubException(
                ConnectorError.DATASET_UNKNOWN,
                Map.of(
                        "connector",
                        opening.connector(),
                        "dataset",
                        new DatasetName(opening.connector(), name),
                        "known",
                        String.join(", ", resources.keySet())));
    }
}
