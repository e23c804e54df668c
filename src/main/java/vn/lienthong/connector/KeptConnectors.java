package vn.lienthong.connector;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ConnectorName;

/** The connectors registered in the hub itself, in its database; other nodes see them too. One thread at a time. */
final class KeptConnectors {
    private final JdbcClient state;
    private final ConnectorReader reader;
    private final KeptDestinations destinations;
    private final Clock clock;
    private final Map<String, Read> reads = new HashMap<>();

    KeptConnectors(JdbcClient state, ConnectorReader reader, KeptDestinations destinations, Clock clock) {
        this.destinations = destinations;
        this.state = state;
        this.reader = reader;
        this.clock = clock;
    }

    private record Row(String name, String document, long version) {}

    private record Read(long version, Optional<ConnectorSource> good, List<Problem> problems) {}

    /** What the database says now. */
    record Look(List<ConnectorSource> connectors, List<Destination> destinations, List<Problem> problems) {}

    Look look() {
        List<Row> rows = state.sql("select name, document, version from connector_connectors order by name")
                .query(Row.class)
                .list();
        Map<String, Read> now = new HashMap<>();
        for (Row row : rows) {
            Read before = reads.get(row.name());
            now.put(row.name(), before != null && before.version() == row.version() ? before : read(row));
        }
        reads.clear();
        reads.putAll(now);
        return new Look(
                rows.stream()
                        .flatMap(row -> now.get(row.name()).good().stream())
                        .toList(),
                destinations.all(),
                rows.stream()
                        .flatMap(row -> now.get(row.name()).problems().stream())
                        .toList());
    }

    void put(ConnectorName name, String document, String actor) {
        state.sql("""
                        insert into connector_connectors (name, document, version, changed_at, changed_by)
                        values (?, ?, nextval('connector_versions'), ?, ?)
                        on conflict (name) do update set document = excluded.document, version = excluded.version,
                            changed_at = excluded.changed_at, changed_by = excluded.changed_by
                        """)
                .params(name.value(), document, clock.instant().atOffset(ZoneOffset.UTC), actor)
                .update();
    }

    void remove(ConnectorName name) {
        state.sql("delete from connector_connectors where name = ?")
                .param(name.value())
                .update();
    }

    /** A connector that was right when it was registered can be wrong for a later version of the hub. */
    private Read read(Row row) {
        try {
            Document document = Document.parse("hub/" + row.name(), row.document());
            Connector connector = reader.read(document, row.name(), Connector.Origin.HUB);
            return new Read(row.version(), Optional.of(new ConnectorSource(connector, row.document())), List.of());
        } catch (DocumentException wrong) {
            return new Read(row.version(), Optional.empty(), wrong.problems());
        }
    }
}
