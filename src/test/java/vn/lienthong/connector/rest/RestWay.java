package vn.lienthong.connector.rest;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Dealings;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Secret;

/** Settings of a connector to a partner on the loopback, and what can be done with them. */
final class RestWay {
    private final RestType type = new RestType();
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private Clock clock = Clock.systemUTC();
    private Outboxes outboxes = Outboxes.none();
    private Dealings dealings = Dealings.ownOnly();

    RestWay(int port) {
        settings.putAll(Map.of("host", "localhost", "port", (long) port, "tls", "off", "base_path", "/api"));
        settings.putAll(Map.of("auth", "none", "api_key_header", "X-API-Key", "token_path", "/token"));
        settings.putAll(Map.of("per_minute", 60_000L, "timeout_seconds", 5L, "answer_limit_mb", 4L));
    }

    RestWay with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    RestWay secret(String setting, String value) {
        secrets.put(setting, Secret.of(value));
        return this;
    }

    RestWay sending(Outboxes through) {
        outboxes = through;
        return this;
    }

    RestWay dealing(Dealings with) {
        dealings = with;
        return this;
    }

    RestWay at(Clock time) {
        clock = time;
        return this;
    }

    /** The resources, as they stand in a file. */
    RestWay resources(String yaml) {
        settings.put("resources", whole(new Yaml().load(yaml)));
        return this;
    }

    private static Object whole(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new java.util.LinkedHashMap<>();
            map.forEach((key, each) -> result.put(String.valueOf(key), whole(each)));
            return result;
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    Opening opening() {
        return new Opening(
                new ConnectorName("partner"),
                new Settings(settings, secrets),
                (host, port) -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Path::of,
                outboxes,
                dealings,
                clock);
    }

    Session open() {
        return type.open(opening());
    }

    /** What came, and where the next read goes on. */
    record Read(
            List<List<@Nullable Object>> rows,
            List<String> refused,
            @Nullable Position position) {}

    Read snapshot(String resource) {
        return read(resource, ReadRequest.Kind.SNAPSHOT, null, null, Duration.ZERO, 1000);
    }

    Read newer(String resource, String cursor, @Nullable Position after, Duration lag) {
        return read(resource, ReadRequest.Kind.INCREMENTAL, cursor, after, lag, 1000);
    }

    Read read(
            String resource,
            ReadRequest.Kind kind,
            @Nullable String cursor,
            @Nullable Position after,
            Duration lag,
            int batchRows) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Position position = after;
        try (Session session = open()) {
            Dataset dataset = ((Discovers) session).describe(resource);
            ReadRequest request = new ReadRequest(kind, List.of(), cursor, after, 1, batchRows, lag);
            try (BatchCursor parts = ((Reads) session).read(dataset, request)) {
                for (BatchCursor.Part part = parts.next(); part != null; part = parts.next()) {
                    position = part.position();
                    for (int row = 0; row < part.batch().size(); row++) {
                        List<@Nullable Object> values = new ArrayList<>();
                        for (int column = 0; column < part.batch().schema().size(); column++) {
                            values.add(part.batch().value(row, column));
                        }
                        rows.add(values);
                    }
                    part.unreadable()
                            .forEach(one -> refused.add(one.ordinal() + " " + one.field() + " " + one.valueClass()));
                }
            }
        }
        return new Read(rows, refused, position);
    }

    List<Check> examine(String... resources) {
        List<Check> checks = new ArrayList<>();
        try (Session session = open()) {
            session.test(new Examination(List.of(resources), List.of()), checks::add);
        }
        return checks;
    }
}
