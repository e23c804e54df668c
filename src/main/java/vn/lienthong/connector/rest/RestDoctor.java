package vn.lienthong.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
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
import vn.lienthong.connector.http.AnsweredPart;
import vn.lienthong.connector.http.Listing;
import vn.lienthong.connector.http.WayIn;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Examines the way to a partner's API, and whether what it answers is what the settings describe. */
final class RestDoctor {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST_RESOURCES = 3;

    private final Opening opening;
    private final Asking asking;
    private final CheckReport report;
    private final WayIn way;

    RestDoctor(Opening opening, Asking asking, Consumer<Check> report) {
        this.opening = opening;
        this.asking = asking;
        this.report = new CheckReport(report);
        this.way = new WayIn(opening, this.report);
    }

    void examine(Examination examination, Supplier<Map<String, Resource>> described) {
        Map<String, Resource> resources = described(described);
        List<String> names = names(examination, resources);
        if (resources == null || !way.reached()) {
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

    /** Asks for the first part of a resource; gives whether it makes sense to ask for others. */
    private boolean read(String name, Map<String, Resource> resources) {
        report.begin();
        Resource resource = resources.get(name);
        if (resource == null) {
            report.fail("read", "resources", unknown(name, resources));
            return true;
        }
        AnsweredPart answer;
        try {
            answer = asking.look(resource, PATIENCE);
        } catch (HubException failed) {
            return failed(failed);
        }
        way.entered(opening.settings().text("auth"));
        content(resource, answer.body());
        return true;
    }

    private boolean failed(HubException failed) {
        return way.failed(failed, failed.code() == RestError.TOKEN_MISSING, "resources");
    }

    /** Whether the rows are where they should be, and each column in at least one of them. */
    private void content(Resource resource, JsonNode body) {
        JsonNode rows = body.at(resource.listing().rows());
        if (!rows.isArray()) {
            report.fail("read", "resources", asking.failures().rowsMissing(resource.listing()));
            return;
        }
        List<String> missing = new ArrayList<>();
        for (Listing.Field field : resource.listing().fields()) {
            if (!rows.isEmpty() && !anywhere(rows, field)) {
                missing.add(field.column().name() + " (" + field.at() + ")");
            }
        }
        Optional<Long> total = resource.listing().paging().total(body);
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

    private static boolean anywhere(JsonNode rows, Listing.Field field) {
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
