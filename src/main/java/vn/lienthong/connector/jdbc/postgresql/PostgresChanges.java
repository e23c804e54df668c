package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
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
import vn.lienthong.connector.jdbc.FollowedSnapshot;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.Position;

/** Follows the changes of a table through the server's own logical decoding. */
final class PostgresChanges implements Changes {
    private static final long GIGABYTE = 1L << 30;

    private final PostgresConnections connections;
    private final PostgresFailures failures;
    private final Opening opening;

    PostgresChanges(PostgresConnections connections, PostgresFailures failures, Opening opening) {
        this.connections = connections;
        this.failures = failures;
        this.opening = opening;
    }

    @Override
    public Position prepare(Dataset dataset, String follower) {
        return with(dataset, connection -> {
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            SourceSlot slot = new SourceSlot(connection, follower);
            mustCarryKey(connection, slot, table, dataset);
            slot.drop();
            long publication = publish(slot, table);
            long start = create(slot);
            StartGate.Server server = server();
            FollowPosition begun = new FollowPosition(
                    server.system(),
                    server.timeline(),
                    slot.name(),
                    publication,
                    LogSequenceNumber.valueOf(start).asString(),
                    true,
                    null,
                    null,
                    null,
                    FollowPosition.Applied.nothingBefore(start));
            return looking(connection, begun).position();
        });
    }

    @Override
    public Optional<ChangeGap> gap(Dataset dataset, String follower, Position after) {
        return with(dataset, connection -> {
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            SourceSlot slot = new SourceSlot(connection, follower);
            FollowPosition stands = position(dataset, after);
            StartGate gate = new StartGate(connection, slot);
            Optional<ChangeGap> found = gate.gap(server(), table, dataset.key(), stands);
            LogMark mark = found.isEmpty() ? gate.owed(stands) : null;
            return mark == null || finds(stands, slot, mark) ? found : StartGate.markMissing();
        });
    }

    /** The slot is free before and afterwards. */
    private boolean finds(FollowPosition stands, SourceSlot slot, LogMark mark)
            throws SQLException, InterruptedException {
        slot.free();
        try {
            return new MarkSearch(connections, stands, slot.name(), mark).finds();
        } finally {
            slot.free();
        }
    }

    @Override
    public BatchCursor snapshot(Dataset dataset, ReadRequest request) {
        FollowPosition start = position(dataset, Objects.requireNonNull(request.after(), "of a prepared position"));
        ReadRequest plain = request.resumedAt(start.read() == null ? null : new Position(start.read()));
        BatchCursor rows = new PostgresReading(connections, failures, opening, dataset, plain).start();
        try {
            // after the read has its view, so that no row of it is of later
            FollowPosition looking = with(dataset, connection -> looking(connection, start));
            return new FollowedSnapshot(rows, read -> looking.read(read).position());
        } catch (RuntimeException failed) {
            rows.close();
            throw failed;
        }
    }

    private FollowPosition looking(Connection connection, FollowPosition from) throws SQLException {
        LogMark mark = LogMark.write(connection);
        return from.looking(mark == null ? server().here() : mark.limit(), mark);
    }

    @Override
    public boolean inSnapshot(Position position) {
        return FollowPosition.of(position).snapshot();
    }

    @Override
    public boolean knows(Position position) {
        return FollowPosition.known(position);
    }

    @Override
    public Position afterSnapshot(Position position) {
        FollowPosition found = FollowPosition.of(position);
        return found.at(found.number()).position();
    }

    @Override
    public Position end(Position at) {
        FollowPosition stands = FollowPosition.of(at);
        return with(null, connection -> stands.at(server().here()).position());
    }

    @Override
    public boolean reached(Position at, Position end) {
        FollowPosition stands = FollowPosition.of(at);
        return !stands.snapshot()
                && FollowPosition.compare(
                                stands.number(), FollowPosition.of(end).number())
                        >= 0;
    }

    @Override
    public ChangeCursor follow(Dataset dataset, FollowRequest request) {
        FollowPosition after = position(dataset, request.after());
        return ChangeStream.open(FollowPlan.of(connections, failures, opening, dataset, request, after, cap()));
    }

    @Override
    public @Nullable ChangeBacklog backlog(String follower) {
        return with(null, connection -> {
            SourceSlot slot = new SourceSlot(connection, follower);
            SourceSlot.State state = slot.state();
            return state == null
                    ? null
                    : new ChangeBacklog(
                            state.behindBytes(),
                            state.keptBytes(),
                            cap(),
                            0,
                            null,
                            Instant.now(opening.clock()),
                            slot.name());
        });
    }

    @Override
    public void retire(String follower) {
        with(null, connection -> {
            SourceSlot slot = new SourceSlot(connection, follower);
            slot.drop();
            try {
                slot.dropPublication();
            } catch (SQLException notOurs) {
                // made by an administrator of the database; without a slot it costs nothing
                if (!PostgresFailures.state(notOurs).equals("42501")) {
                    throw notOurs;
                }
            }
            return null;
        });
    }

    private @Nullable Long cap() {
        return opening.settings().values().get("changes_cap_gb") instanceof Number gigabytes
                ? (Long) (gigabytes.longValue() * GIGABYTE)
                : null;
    }

    private void mustCarryKey(Connection connection, SourceSlot slot, PostgresTable table, Dataset dataset)
            throws SQLException {
        Set<String> identity = new StartGate(connection, slot).identity(table);
        if (dataset.key().isEmpty() || !identity.containsAll(dataset.key())) {
            throw error(
                    ChangesError.IDENTITY,
                    Map.of(
                            "dataset",
                            dataset.name(),
                            "key",
                            dataset.key().isEmpty() ? "–" : String.join(", ", dataset.key()),
                            "copy",
                            "ALTER TABLE " + table.quoted() + " REPLICA IDENTITY FULL;"),
                    null);
        }
    }

    private long publish(SourceSlot slot, PostgresTable table) throws SQLException {
        long place = slot.published(table);
        if (place != 0) {
            return place;
        }
        try {
            // one that is there no longer publishes the table, or not everything
            slot.dropPublication();
            slot.createPublication(table);
        } catch (SQLException refused) {
            throw error(
                    ChangesError.PUBLICATION,
                    Map.of("dataset", table.from(), "copy", slot.publish(table) + ";"),
                    refused);
        }
        return slot.published(table);
    }

    private long create(SourceSlot slot) throws SQLException {
        String user = Sql.name(opening.settings().text("username"));
        try {
            return slot.create();
        } catch (SQLException refused) {
            throw switch (PostgresFailures.state(refused)) {
                case "55000" ->
                    error(ChangesError.LOG_LEVEL, Map.of("copy", "ALTER SYSTEM SET wal_level = 'logical';"), refused);
                case "42501" ->
                    error(
                            ChangesError.RIGHT_MISSING,
                            Map.of("user", user, "copy", "ALTER ROLE " + user + " REPLICATION;"),
                            refused);
                case "53400" ->
                    error(
                            ChangesError.NO_PLACE,
                            Map.of("copy", "ALTER SYSTEM SET max_replication_slots = 20;"),
                            refused);
                default -> failures.using(refused, opening.connector().toString(), "");
            };
        }
    }

    private StartGate.Server server() throws SQLException {
        Connection changes = connections.changes();
        try {
            return StartGate.server(changes);
        } finally {
            connections.end(changes);
        }
    }

    private FollowPosition position(Dataset dataset, Position position) {
        try {
            return FollowPosition.of(position);
        } catch (IllegalArgumentException other) {
            throw failures.error(
                    ConnectorError.POSITION_UNUSABLE,
                    Map.of("dataset", dataset.name(), "why", "the position is of another way of reading"),
                    null);
        }
    }

    private RuntimeException error(ErrorCode code, Map<String, ?> arguments, @Nullable Throwable cause) {
        return failures.error(code, arguments, cause);
    }

    private interface Act<T> {
        T run(Connection connection) throws SQLException, InterruptedException;
    }

    /** Runs statements that each stand alone. */
    private <T> T with(@Nullable Dataset dataset, Act<T> act) {
        Connection connection = connections.writer();
        try {
            connection.setAutoCommit(true);
            return act.run(connection);
        } catch (SQLException failed) {
            String name = dataset == null
                    ? opening.connector().toString()
                    : dataset.name().toString();
            throw failures.using(failed, name, "");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(interrupted);
        } finally {
            connections.end(connection);
        }
    }
}
