package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import vn.lienthong.connector.AppliesChanges;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Ending;
import vn.lienthong.connector.Ends;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.LookUp;
import vn.lienthong.connector.LooksUp;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Search;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.connector.jdbc.LeavesChanges;
import vn.lienthong.kernel.Text;

/** A session with one PostgreSQL database. */
final class PostgresSession implements Session, Discovers, Reads, Writes, LeavesChanges, AppliesChanges, LooksUp, Ends {
    private static final int NAMES_SHOWN = 20;

    private final Opening opening;
    private final PostgresFailures failures;
    private final PostgresConnections connections;
    private final PostgresChanges changes;

    PostgresSession(Opening opening) {
        this.opening = opening;
        this.failures = new PostgresFailures(opening);
        this.connections = new PostgresConnections(opening, failures);
        this.changes = new PostgresChanges(connections, failures, opening);
    }

    @Override
    public void test(Examination examination, Consumer<Check> report) {
        new PostgresDoctor(opening, connections, report).examine(examination);
    }

    @Override
    public List<Ending> endings() {
        return new PostgresEndings(opening, connections).all();
    }

    @Override
    public List<Dataset> discover() {
        Connection connection = connections.reader();
        try {
            return new PostgresCatalogue(connection)
                    .tables(null).stream()
                            .filter(this::inSchemas)
                            .map(table -> table.dataset(opening.connector()))
                            .toList();
        } catch (SQLException failed) {
            throw failures.using(failed, opening.connector().toString(), "");
        } finally {
            connections.end(connection);
        }
    }

    @Override
    public Dataset describe(String from) {
        Connection connection = connections.reader();
        try {
            List<PostgresTable> found = new PostgresCatalogue(connection).tables(from);
            if (found.isEmpty()) {
                throw failures.error(
                        ConnectorError.DATASET_UNKNOWN, Map.of("dataset", from, "known", known(connection)), null);
            }
            return found.get(0).dataset(opening.connector());
        } catch (SQLException failed) {
            throw failures.using(failed, from, "");
        } finally {
            connections.end(connection);
        }
    }

    private boolean inSchemas(PostgresTable table) {
        return !(opening.settings().values().get("schemas") instanceof List<?> schemas)
                || schemas.isEmpty()
                || schemas.contains(table.schema());
    }

    private static String known(Connection connection) throws SQLException {
        return new PostgresCatalogue(connection)
                .tables(null).stream()
                        .map(PostgresTable::from)
                        .limit(NAMES_SHOWN)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("–");
    }

    @Override
    public BatchCursor read(Dataset dataset, ReadRequest request) {
        return new PostgresReading(connections, failures, opening, dataset, request).start();
    }

    @Override
    public Writer writer(Dataset target, WriteRequest request) {
        return new PostgresWriter(connections, failures, opening, target, request, false);
    }

    @Override
    public ChangeWriter changeWriter(Dataset target, WriteRequest request) {
        return new PostgresWriter(connections, failures, opening, target, request, true);
    }

    @Override
    public LookUp lookUp(Dataset dataset, List<String> by, List<String> columns, int most) {
        return PostgresLookUp.prepare(connections, failures, dataset, by, columns, most);
    }

    @Override
    public Search search(Dataset dataset) {
        return PostgresSearch.open(connections, failures, dataset);
    }

    @Override
    public Changes changes() {
        return changes;
    }

    /** The table behind a dataset that was known before. */
    static PostgresTable table(Connection connection, Dataset dataset, PostgresFailures failures) throws SQLException {
        List<PostgresTable> found = new PostgresCatalogue(connection).tables(dataset.from());
        if (found.isEmpty()) {
            throw failures.changed(
                    dataset.name().toString(),
                    new Text("không còn bảng " + dataset.from(), dataset.from() + " is gone"));
        }
        return found.get(0);
    }

    @Override
    public void close() {
        connections.close();
    }
}
