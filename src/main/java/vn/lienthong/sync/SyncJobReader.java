package vn.lienthong.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.mapping.MappingDefinition;

/** Makes a job of a document of kind {@code sync}, or says what is wrong with it, without asking any system. */
final class SyncJobReader {
    private static final int DEFAULT_BATCH_ROWS = 5_000;
    /** Each row may be a question, and partners are asked slowly: a batch should not take an hour. */
    private static final int LOOKED_UP_ROWS = 200;

    private static final Duration DEFAULT_LAG = Duration.ofMinutes(2);

    private final DocumentKinds kinds;
    private final Map<String, MappingDefinition> shared;

    /** A reader that knows these shared mappings, by name. */
    SyncJobReader(DocumentKinds kinds, Map<String, MappingDefinition> shared) {
        this.kinds = kinds;
        this.shared = shared;
    }

    /** The job; throws {@link DocumentException} with all that is wrong. */
    SyncJob read(Document document, String yaml, SyncJob.Origin origin) {
        List<Problem> problems = kinds.check("sync", document);
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        return new OneJob(document, yaml, origin).read();
    }

    /** The reading of one document. */
    private final class OneJob {
        private final Document document;
        private final JsonNode root;
        private final String yaml;
        private final SyncJob.Origin origin;
        private final List<Problem> problems = new ArrayList<>();

        OneJob(Document document, String yaml, SyncJob.Origin origin) {
            this.document = document;
            this.root = document.root();
            this.yaml = yaml;
            this.origin = origin;
        }

        SyncJob read() {
            AgencyCode agency = agency();
            Timing timing = timing();
            Promise promise = promise(timing);
            MappingDefinition rules = rules();
            SyncJob.From from = from();
            SyncJob.To to = to();
            Limit rejects = limit("/rejects/stop_above");
            Limit deletes = limit("/guard/stop_if_deletes_above");
            Limit drop = limit("/guard/stop_if_rows_drop_above");
            checkWriting(from, to);
            if (rules != null) {
                checkMapped(rules, to);
            }
            if (!problems.isEmpty() || rules == null || agency == null) {
                throw new DocumentException(problems);
            }
            return new SyncJob(
                    new JobName(text("/sync")),
                    new Text(text("/title/vi"), text("/title/en")),
                    agency,
                    textOrNull("/contact"),
                    from,
                    to,
                    timing,
                    promise,
                    textOrNull("/mapping"),
                    rules,
                    rejects,
                    deletes,
                    drop,
                    root.path("batch").asInt(rules.lookUps().isEmpty() ? DEFAULT_BATCH_ROWS : LOOKED_UP_ROWS),
                    origin,
                    origin == SyncJob.Origin.FILE ? document.fileName() : null,
                    yaml);
        }

        private @Nullable AgencyCode agency() {
            try {
                return AgencyCode.parse(text("/agency"));
            } catch (HubException wrong) {
                problems.add(Problem.of(document.fileName(), document.line("/agency"), wrong));
                return null;
            }
        }

        private SyncJob.From from() {
            SyncJob.Read read = SyncJob.Read.valueOf(
                    root.at("/from/read").asText("snapshot").toUpperCase(Locale.ROOT));
            boolean incremental = read == SyncJob.Read.INCREMENTAL;
            String cursor = textOrNull("/from/cursor");
            if (incremental && cursor == null) {
                problem("/from/read", SyncError.CURSOR_MISSING, Map.of());
            } else if (!incremental && cursor != null) {
                problem("/from/cursor", SyncError.CURSOR_UNUSED, Map.of());
            }
            String lag = textOrNull("/from/lag");
            return new SyncJob.From(
                    DatasetName.parse(text("/from/dataset")),
                    read,
                    cursor,
                    lag == null ? DEFAULT_LAG : Durations.parse(lag));
        }

        private SyncJob.To to() {
            String deletes = root.at("/to/deletes").asText("keep");
            boolean mark = deletes.startsWith("mark(");
            List<String> key = new ArrayList<>();
            root.at("/to/key").forEach(column -> key.add(column.asText()));
            Map<String, Object> scope = new LinkedHashMap<>();
            root.at("/to/scope").properties().forEach(entry -> scope.put(entry.getKey(), constant(entry.getValue())));
            return new SyncJob.To(
                    DatasetName.parse(text("/to/dataset")),
                    WriteRequest.Mode.valueOf(
                            root.at("/to/write").asText("upsert").toUpperCase(Locale.ROOT)),
                    key,
                    mark ? WriteRequest.Deletes.MARK : WriteRequest.Deletes.valueOf(deletes.toUpperCase(Locale.ROOT)),
                    mark ? deletes.substring(5, deletes.length() - 1).strip() : null,
                    scope);
        }

        private @Nullable Timing timing() {
            String cron = textOrNull("/schedule");
            String every = textOrNull("/every");
            if (cron != null && every != null) {
                problem("/every", SyncError.TIMING_TWICE, Map.of());
                return null;
            }
            try {
                if (every != null) {
                    return Timing.every(Durations.parse(every));
                }
                String zone = textOrNull("/zone");
                return cron == null ? null : Timing.cron(cron, zone == null ? Timing.DEFAULT_ZONE : ZoneId.of(zone));
            } catch (DateTimeException unknown) {
                problem("/zone", SyncError.ZONE_UNKNOWN, Map.of("zone", text("/zone")));
            } catch (IllegalArgumentException malformed) {
                problem("/schedule", SyncError.TIMING_INVALID, Map.of("schedule", String.valueOf(cron)));
            }
            return null;
        }

        private @Nullable Promise promise(@Nullable Timing timing) {
            ZoneId zone = timing == null ? Timing.DEFAULT_ZONE : timing.zone();
            return new PromiseReader((code, arguments) -> problem("/promise", code, arguments))
                    .read(root.path("promise"), timing, zone);
        }

        private @Nullable MappingDefinition rules() {
            String name = textOrNull("/mapping");
            if (name == null && !root.has("map")) {
                problem("", SyncError.MAPPING_NONE, Map.of());
                return null;
            }
            if (name != null && root.has("map")) {
                problem("/mapping", SyncError.MAPPING_TWICE, Map.of());
                return null;
            }
            if (name != null) {
                MappingDefinition found = shared.get(name);
                if (found == null) {
                    problem(
                            "/mapping",
                            SyncError.MAPPING_UNKNOWN,
                            Map.of("mapping", name, "known", String.join(", ", shared.keySet())));
                }
                return found;
            }
            try {
                return MappingDefinition.parse(document, "");
            } catch (DocumentException wrong) {
                problems.addAll(wrong.problems());
                return null;
            }
        }

        private @Nullable Limit limit(String pointer) {
            String text = textOrNull(pointer);
            return text == null ? null : Limit.parse(text);
        }

        private void checkWriting(SyncJob.From from, SyncJob.To to) {
            if (to.key().isEmpty() && to.write() != WriteRequest.Mode.APPEND) {
                problem("/to", SyncError.KEY_MISSING, Map.of());
            }
            boolean removes = to.deletes() != WriteRequest.Deletes.KEEP;
            boolean partial = from.read() == SyncJob.Read.INCREMENTAL;
            if (removes && (partial || to.write() != WriteRequest.Mode.UPSERT)) {
                problem("/to/deletes", SyncError.DELETES_NOT_POSSIBLE, Map.of());
            }
            if (from.read() == SyncJob.Read.CHANGES) {
                checkFollowing(to);
            }
            if (partial && to.write() == WriteRequest.Mode.REPLACE) {
                problem("/to/write", SyncError.DELETES_NOT_POSSIBLE, Map.of());
            }
        }

        private void checkFollowing(SyncJob.To to) {
            if (to.write() != WriteRequest.Mode.UPSERT) {
                problem("/to/write", SyncError.FOLLOWING_UPSERTS, Map.of());
            }
            for (String timed : List.of("/schedule", "/every")) {
                if (root.at(timed).isTextual()) {
                    problem(timed, SyncError.FOLLOWING_UNTIMED, Map.of());
                }
            }
        }

        private void checkMapped(MappingDefinition rules, SyncJob.To to) {
            for (String column : to.key()) {
                if (rule(rules, column).isEmpty()) {
                    problem("/to/key", SyncError.KEY_NOT_MAPPED, Map.of("column", column));
                }
            }
            to.scope().forEach((column, value) -> {
                boolean same = rule(rules, column)
                        .filter(rule ->
                                rule.origin() instanceof FieldRule.Constant constant && value.equals(constant.value()))
                        .isPresent();
                if (!same) {
                    problem(
                            "/to/scope/" + column,
                            SyncError.SCOPE_NOT_MAPPED,
                            Map.of("column", column, "value", value));
                }
            });
        }

        private Optional<FieldRule> rule(MappingDefinition rules, String field) {
            return rules.fields().stream()
                    .filter(rule -> rule.field().equals(field))
                    .findFirst();
        }

        private Object constant(JsonNode value) {
            if (value.isBoolean()) {
                return value.booleanValue();
            }
            return value.isIntegralNumber() ? (Object) value.longValue() : value.asText();
        }

        private String text(String pointer) {
            return root.at(pointer).asText();
        }

        private @Nullable String textOrNull(String pointer) {
            JsonNode node = root.at(pointer);
            return node.isMissingNode() || node.isNull() ? null : node.asText();
        }

        private void problem(String pointer, ErrorCode code, Map<String, ?> arguments) {
            problems.add(Problem.of(document.fileName(), document.line(pointer), new HubException(code, arguments)));
        }
    }
}
