package vn.lienthong.connector.jdbc.mariadb;

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

/** A session with one MariaDB or MySQL database. */
final class MariaDbSession implements Session, Discovers, Reads, Writes, LeavesChanges, AppliesChanges, LooksUp, Ends {
    private final Opening opening;
    private final MariaDbErrors errors;
    private final MariaDbConnections connections;
    private final MariaDbChanges changes;

    MariaDbSession(Opening opening) {
        this.opening = opening;
        this.errors = new MariaDbErrors(opening);
        this.connections = new MariaDbConnections(opening, errors);
        this.changes = new MariaDbChanges(connections, errors, opening);
    }

    @Override
    public void test(Examination examination, Consumer<Check> report) {
        new Doctor(opening, connections, errors, report).examine(examination);
    }

    @Override
    public List<Ending> endings() {
        return new MariaDbEndings(opening, connections).all();
    }

    @Override
    public List<Dataset> discover() {
        Connection connection = connections.open();
        try {
            return Catalogue.tables(connection).stream()
                    .map(table -> table.dataset(opening.connector()))
                    .toList();
        } catch (SQLException failed) {
            throw errors.of(failed, "");
        } finally {
            connections.drop(connection);
        }
    }

    @Override
    public Dataset describe(String from) {
        Connection connection = connections.open();
        try {
            Table table = Catalogue.table(connection, from);
            if (table == null) {
                String known = Sql.join(Catalogue.tables(connection), ", ", Table::name);
                throw errors.because(ConnectorError.DATASET_UNKNOWN, from, Map.of("known", known));
            }
            return table.dataset(opening.connector());
        } catch (SQLException failed) {
            throw errors.of(failed, from);
        } finally {
            connections.drop(connection);
        }
    }

    @Override
    public BatchCursor read(Dataset dataset, ReadRequest request) {
        return new TableRead(connections, errors, dataset, request).open();
    }

    @Override
    public Writer writer(Dataset target, WriteRequest request) {
        return new MariaDbWriter(connections, errors, target, request, opening.clock());
    }

    @Override
    public ChangeWriter changeWriter(Dataset target, WriteRequest request) {
        return new MariaDbWriter(connections, errors, target, request, opening.clock());
    }

    @Override
    public LookUp lookUp(Dataset dataset, List<String> by, List<String> columns, int most) {
        return MariaDbLookUp.prepare(connections, errors, dataset, by, columns, most);
    }

    @Override
    public Search search(Dataset dataset) {
        return MariaDbSearch.open(connections, errors, dataset);
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public void close() {
        connections.close();
    }
}
