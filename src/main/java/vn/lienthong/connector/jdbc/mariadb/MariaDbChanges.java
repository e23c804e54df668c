package vn.lienthong.connector.jdbc.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBacklog;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.connector.jdbc.FollowedSnapshot;
import vn.lienthong.kernel.Position;

/**
 * Follows the changes of a table through the server's binary log. The server keeps nothing for a follower: how far it has come, and
 * the table's shape there, stand in the position alone.
 */
final class MariaDbChanges implements Changes {
    private static final int SHAPE_ATTEMPTS = 5;

    private final MariaDbConnections connections;
    private final MariaDbErrors errors;
    private final Opening opening;

    MariaDbChanges(MariaDbConnections connections, MariaDbErrors errors, Opening opening) {
        this.connections = connections;
        this.errors = errors;
        this.opening = opening;
    }

    @Override
    public Position prepare(Dataset dataset, String follower) {
        return with(dataset.from(), connection -> {
            SourceLog log = new SourceLog(connection);
            mustBeFit(log, dataset);
            for (int attempt = 1; ; attempt++) {
                String shape = shape(connection, dataset);
                BinlogPlace end = log.end();
                if (shape.equals(shape(connection, dataset))) {
                    return new BinlogPosition(log.server(), end.gtids(), end, List.of(shape), true, null, null, null)
                            .position();
                }
                if (attempt == SHAPE_ATTEMPTS) {
                    throw errors.because(ChangesError.RESHAPED, dataset.name().toString(), Map.of());
                }
            }
        });
    }

    private void mustBeFit(SourceLog log, Dataset dataset) throws SQLException {
        mustBeEncrypted(log);
        String unfit = log.unfit();
        if (unfit != null) {
            throw errors.because(ChangesError.LOG_LEVEL, dataset.from(), Map.of("copy", unfit));
        }
        String right = log.missingRight();
        if (right != null) {
            throw errors.because(
                    ChangesError.RIGHT_MISSING, dataset.from(), Map.of("copy", errors.grantEverywhere(right)));
        }
        if (dataset.key().isEmpty()) {
            throw errors.because(
                    ChangesError.IDENTITY,
                    dataset.name().toString(),
                    Map.of("key", "–", "copy", "ALTER TABLE " + Sql.name(dataset.from()) + " ADD PRIMARY KEY (…);"));
        }
    }

    /** In the clear the engine would ask whoever answers as MySQL for a key, and send the password under it. */
    private void mustBeEncrypted(SourceLog log) throws SQLException {
        if (log.mysql() && !log.encrypted()) {
            throw errors.keyUnproven();
        }
    }

    private String shape(Connection connection, Dataset dataset) throws SQLException {
        return TableShape.statement(table(connection, dataset));
    }

    private Table table(Connection connection, Dataset dataset) throws SQLException {
        Table table = Catalogue.table(connection, dataset.from());
        if (table == null || table.view()) {
            throw errors.because(ConnectorError.DATASET_CHANGED, dataset.from(), Map.of("what", "–"));
        }
        return table;
    }

    @Override
    public Optional<ChangeGap> gap(Dataset dataset, String follower, Position after) {
        BinlogPosition position = position(dataset, after);
        return with(
                dataset.from(),
                connection -> new BinlogGate(new SourceLog(connection), new TransactionSum(connection)).gap(position));
    }

    @Override
    public BatchCursor snapshot(Dataset dataset, ReadRequest request) {
        BinlogPosition start = position(dataset, Objects.requireNonNull(request.after(), "of a prepared position"));
        ReadRequest plain = request.resumedAt(start.read() == null ? null : new Position(start.read()));
        BatchCursor rows = new TableRead(connections, errors, dataset, plain).open();
        try {
            // after the read has its view, so that no row of it is of later
            BinlogPosition looking = with(dataset.from(), connection -> start.looking(new SourceLog(connection).end()));
            return new FollowedSnapshot(rows, read -> looking.read(read).position());
        } catch (RuntimeException failed) {
            rows.close();
            throw failed;
        }
    }

    @Override
    public boolean inSnapshot(Position position) {
        return BinlogPosition.of(position).snapshot();
    }

    @Override
    public boolean knows(Position position) {
        return BinlogPosition.known(position);
    }

    @Override
    public Position afterSnapshot(Position position) {
        BinlogPosition found = BinlogPosition.of(position);
        return found.at(found.gtids(), found.mark()).position();
    }

    @Override
    public Position end(Position at) {
        BinlogPosition stands = BinlogPosition.of(at);
        return with("", connection -> {
            BinlogPlace end = new SourceLog(connection).end();
            return stands.at(end.gtids(), end).position();
        });
    }

    @Override
    public boolean reached(Position at, Position end) {
        BinlogPosition stands = BinlogPosition.of(at);
        String wanted = BinlogPosition.of(end).gtids();
        if (stands.snapshot()) {
            return false;
        }
        return SourceLog.mysqlNotation(wanted)
                ? with("", connection -> new SourceLog(connection).within(wanted, stands.gtids()))
                : SourceLog.domainsWithin(wanted, stands.gtids());
    }

    @Override
    public ChangeCursor follow(Dataset dataset, FollowRequest request) {
        BinlogPosition after = position(dataset, request.after());
        return with(dataset.from(), connection -> {
            mustBeEncrypted(new SourceLog(connection));
            Table table = table(connection, dataset);
            List<String> names = new ArrayList<>(request.columns());
            dataset.key().stream().filter(name -> !names.contains(name)).forEach(names::add);
            List<NativeColumn> columns = new ArrayList<>();
            for (String name : names) {
                columns.add(new TableRead(connections, errors, dataset, ReadRequest.snapshot(1)).column(table, name));
            }
            BinlogStream.Plan plan = BinlogStream.Plan.of(dataset, request, after, columns, opening.clock());
            return BinlogStream.open(plan, connections, errors, new EngineSource(opening, connections, connection));
        });
    }

    @Override
    public @Nullable ChangeBacklog backlog(String follower) {
        return null;
    }

    @Override
    public void retire(String follower) {
        // nothing is kept on the server
    }

    private BinlogPosition position(Dataset dataset, Position position) {
        try {
            return BinlogPosition.of(position);
        } catch (IllegalArgumentException other) {
            throw errors.because(
                    ConnectorError.POSITION_UNUSABLE,
                    dataset.name().toString(),
                    Map.of("why", "the position is of another way of reading"));
        }
    }

    private interface Act<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T with(String dataset, Act<T> act) {
        Connection connection = connections.openToFollow();
        try {
            return act.run(connection);
        } catch (SQLException failed) {
            throw errors.of(failed, dataset);
        } finally {
            connections.drop(connection);
        }
    }
}
