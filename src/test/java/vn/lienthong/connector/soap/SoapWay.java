package vn.lienthong.connector.soap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import vn.lienthong.connector.Answer;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Calls;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Dealings;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Exchange;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Operation;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.SoapPartner;

/** Settings of a connector to a SOAP partner on the loopback, and what can be done with them. */
final class SoapWay {
    private static final SoapType TYPE = new SoapType();

    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private final List<Exchange> noted = new CopyOnWriteArrayList<>();

    SoapWay(int port, Map<String, String> wsdl) {
        settings.putAll(Map.of("host", "localhost", "port", (long) port, "tls", "off", "path", SoapPartner.path()));
        settings.putAll(Map.of("auth", "none", "security", "none", "wsdl", wsdl));
        settings.putAll(Map.of("per_minute", 60_000L, "timeout_seconds", 5L, "answer_limit_mb", 4L));
    }

    SoapWay with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    SoapWay secret(String setting, String value) {
        secrets.put(setting, Secret.of(value));
        return this;
    }

    /** What was noted of exchanges, in their order. */
    List<Exchange> noted() {
        return noted;
    }

    /** The operations, as they stand in a file. */
    SoapWay operations(String yaml) {
        settings.put("operations", whole(new Yaml().load(yaml)));
        return this;
    }

    private static Object whole(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
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
                Outboxes.none(),
                new Dealings(Dealings.ownOnly().turns(), noted::add),
                Clock.systemUTC());
    }

    Session open() {
        return TYPE.open(opening());
    }

    /** What came, and where the next read goes on. */
    record Read(
            List<List<@Nullable Object>> rows,
            List<String> refused,
            @Nullable Position position) {}

    Read snapshot(String operation) {
        return read(operation, ReadRequest.Kind.SNAPSHOT, null, null);
    }

    Read newer(String operation, String cursor, @Nullable Position after) {
        return read(operation, ReadRequest.Kind.INCREMENTAL, cursor, after);
    }

    private Read read(String operation, ReadRequest.Kind kind, @Nullable String cursor, @Nullable Position after) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Position position = after;
        try (Session session = open()) {
            Dataset dataset = ((Discovers) session).describe(operation);
            ReadRequest request = new ReadRequest(kind, List.of(), cursor, after, 1, 1000, Duration.ZERO);
            try (BatchCursor parts = ((Reads) session).read(dataset, request)) {
                for (BatchCursor.Part part = parts.next(); part != null; part = parts.next()) {
                    position = part.position();
                    rows.addAll(values(part.batch()));
                    part.unreadable()
                            .forEach(one -> refused.add(one.ordinal() + " " + one.field() + " " + one.valueClass()));
                }
            }
        }
        return new Read(rows, refused, position);
    }

    static List<List<@Nullable Object>> values(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < batch.schema().size(); column++) {
                values.add(batch.value(row, column));
            }
            rows.add(values);
        }
        return rows;
    }

    /** Asks with one text input. */
    Answer call(String operation, String input, String... texts) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (String text : texts) {
            rows.add(new @Nullable Object[] {text});
        }
        try (Session session = open()) {
            Operation asked = ((Calls) session).operation(operation);
            Schema schema = new Schema(List.of(Column.of(input, ValueType.TEXT)));
            return ((Calls) session).call(asked, RowBatch.of(schema, rows, 1));
        }
    }

    List<Check> examine(String... operations) {
        List<Check> checks = new ArrayList<>();
        try (Session session = open()) {
            session.test(new Examination(List.of(operations), List.of()), checks::add);
        }
        return checks;
    }
}
