package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.AppliesChanges;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Position;

/** A session with one MariaDB or MySQL database. */
final class MariaDbSession implements Session, Discovers, Reads, Writes, Changes, AppliesChanges {
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
    public Position prepare(Dataset dataset, String follower) {
        return changes.prepare(dataset, follower);
    }

    @Override
    public Optional<ChangeGap> gap(Dataset dataset, String follower, Position after) {
        return changes.gap(dataset, follower, after);
    }

    @Override
    public BatchCursor snapshot(Dataset dataset, ReadRequest request) {
        return changes.snapshot(dataset, request);
    }

    @Override
    public boolean inSnapshot(Position position) {
        return changes.inSnapshot(position);
    }

    @Override
    public boolean knows(Position position) {
        return changes.knows(position);
    }

    @Override
    public Position afterSnapshot(Position position) {
        return changes.afterSnapshot(position);
    }

    @Override
    public Position end(Position at) {
        return changes.end(at);
    }

    @Override
    public boolean reached(Position at, Position end) {
        return changes.reached(at, end);
    }

    @Override
    public ChangeCursor follow(Dataset dataset, FollowRequest request) {
        return changes.follow(dataset, request);
    }

    @Override
    public @Nullable ChangeBacklog backlog(String follower) {
        return changes.backlog(follower);
    }

    @Override
    public void retire(String follower) {
        changes.retire(follower);
    }

    @Override
    public void close() {
        connections.close();
    }
}
