package vn.lienthong.connector.rest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import vn.lienthong.connector.ConnectorContract;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.ContractRows;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Outboxes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.PartnerApi;

class RestContractTest extends ConnectorContract {
    private static final String ROWS = """
            rows:
              path: /pages
              rows: /data
              columns:
                code: /code
                name: /name
                grade: { at: /grade, type: integer }
                born: { at: /born, type: date }
                source: /source
              paging: { by: page, parameter: page, size_parameter: size, size: 7 }
            find:
              path: /find
              rows: /data
              columns:
                code: /code
                name: /name
                grade: { at: /grade, type: integer }
                born: { at: /born, type: date }
                source: /source
              ask: { parameters: [code], no_row: 404 }
            """;

    private static final String INTO = """
            into%d:
              path: /into/place%d
              rows: /data
              columns:
                code: /code
                name: /name
                grade: { at: /grade, type: integer }
                born: { at: /born, type: date }
                source: /source
              write: { path: '/into/place%d/{code}' }
            """;

    private static final int PLACES = 8;
    private static @Nullable Outboxes outboxes;

    private @Nullable PartnerApi partner;
    private int place;

    private PartnerApi partner() {
        if (partner == null) {
            partner = new PartnerApi();
            for (@Nullable Object[] row : ContractRows.stored()) {
                Map<String, Object> json = new LinkedHashMap<>();
                for (int column = 0; column < row.length; column++) {
                    Object value = row[column];
                    json.put(
                            ContractRows.SCHEMA.column(column).name(),
                            value instanceof Number || value == null ? value : value.toString());
                }
                partner.rows.add(json);
            }
        }
        return partner;
    }

    @AfterEach
    void stop() {
        if (partner != null) {
            partner.close();
        }
    }

    @Override
    protected ConnectorType type() {
        return new RestType();
    }

    @Override
    protected Opening opening() {
        return way(partner().port()).opening();
    }

    private static RestWay way(int port) {
        StringBuilder resources = new StringBuilder(ROWS);
        for (int place = 1; place <= PLACES; place++) {
            resources.append(INTO.formatted(place, place, place));
        }
        return new RestWay(port).resources(resources.toString()).sending(outboxes());
    }

    private static synchronized Outboxes outboxes() {
        if (outboxes == null) {
            outboxes = TestOutboxes.fresh();
        }
        return outboxes;
    }

    @Override
    protected String readable() {
        return "rows";
    }

    @Override
    protected String writable() {
        return "into" + ++place;
    }

    /** Each row is remembered by its key, and nothing but the newest version of it is kept. */
    @Override
    protected Set<Mode> modes() {
        return Set.of(Mode.UPSERT);
    }

    /** The hub keeps the position, and remembers each row. */
    @Override
    protected boolean keepsCheckpoint() {
        return false;
    }

    @Override
    protected boolean deletes() {
        return false;
    }

    @Override
    protected @Nullable String refused() {
        return null;
    }

    @Override
    protected String callable() {
        return "find";
    }

    @Override
    protected Batch questions() {
        List<@Nullable Object[]> rows = List.of(
                new @Nullable Object[] {"k0003"},
                new @Nullable Object[] {"fault-001209000123"},
                new @Nullable Object[] {"nobody"},
                new @Nullable Object[] {null},
                new @Nullable Object[] {"k0025"});
        return RowBatch.of(new Schema(List.of(Column.of("code", ValueType.TEXT))), rows, 11);
    }

    @Override
    protected Map<String, Opening> broken(int deadPort, int silentPort) {
        return Map.of(
                "dead port", way(deadPort).opening(),
                "silent server", way(silentPort).opening(),
                "encryption where there is none",
                        way(partner().port()).with("tls", "verify").opening(),
                "another path",
                        way(partner().port()).with("base_path", "/nothing").opening());
    }

    @Override
    protected Map<String, byte[]> lies() {
        return Map.of(
                "no web server", ascii("220 mail.example ESMTP\r\n"),
                "a header without end", ascii("HTTP/1.1 200 OK\r\nX: "),
                "an answer of an exabyte", ascii("HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n["),
                "chunks of two gigabytes", ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n["),
                "lists in lists in lists", ascii("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n" + "[".repeat(4000)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected Opening at(int port) {
        return way(port).opening();
    }

    /** Types are declared in the settings, keys and limits with the dataset. */
    @Override
    protected boolean typed() {
        return false;
    }
}
