package vn.lienthong.connector.jdbc.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;

/** A target once it has been touched, with all that writing one run into it takes. */
record OpenTarget(
        Connection connection,
        TargetShape shape,
        @Nullable CheckpointTable checkpoints,
        RowEncoder encoder,
        KeyLedger ledger,
        Comparison comparison,
        RowApplier applier,
        Applying applying,
        Generation generation) {
    /** Touches the target for the first time: describes it and makes the temporary tables. */
    static OpenTarget open(
            PostgresConnections connections,
            PostgresFailures failures,
            Dataset dataset,
            WriteRequest request,
            boolean follows)
            throws SQLException {
        Connection connection = connections.writer();
        try {
            PostgresTable table = PostgresSession.table(connection, dataset, failures);
            TargetShape whole = TargetShape.of(table, dataset, request, failures);
            boolean replacing = request.mode() == Mode.REPLACE && !request.compareOnly();
            TargetShape shape = replacing ? whole.into(Generation.quoted(table)) : whole;
            boolean keeps = CheckpointTable.usable(connection, table.schema());
            boolean keyed = !request.key().isEmpty();
            Applying applying = new Applying();
            KeyLedger ledger = new KeyLedger(
                    connection,
                    applying,
                    shape,
                    keyed && !follows && (request.deletes() != Deletes.KEEP || request.compareOnly() || replacing));
            Comparison comparison = new Comparison(shape, connections, connection, applying, ledger, request.ordered());
            RowApplier applier =
                    new RowApplier(connection, shape, () -> sameTable(connection, table, dataset, failures));
            try (Statement statement = connection.createStatement()) {
                statement.execute("set session characteristics as transaction isolation level read committed");
                // a plan kept from a full stage would read the whole target for a stage of ten rows
                statement.execute("set plan_cache_mode = force_custom_plan");
            }
            applier.prepare();
            if (keyed) {
                comparison.prepare();
                ledger.prepare();
            }
            if (request.compareOnly()) {
                ledger.fromBeginning();
            }
            connection.commit();
            return new OpenTarget(
                    connection,
                    shape,
                    keeps
                            ? new CheckpointTable(
                                    connection, table.schema(), request.job().value())
                            : null,
                    new RowEncoder(shape.columns(), shape.keys(), mark(shape)),
                    ledger,
                    comparison,
                    applier,
                    applying,
                    new Generation(connection, table));
        } catch (SQLException | RuntimeException failed) {
            connections.end(connection);
            throw failed;
        }
    }

    private static byte @Nullable [] mark(TargetShape shape) {
        PostgresColumn mark = shape.mark();
        return mark == null ? null : RowEncoder.field(mark, mark.wire() == Wire.BOOL ? false : null);
    }

    /** Rows refused because the table has another shape now are not the rows' fault. */
    private static void sameTable(
            Connection connection, PostgresTable before, Dataset dataset, PostgresFailures failures)
            throws SQLException {
        PostgresTable now = PostgresSession.table(connection, dataset, failures);
        for (PostgresColumn column : before.columns()) {
            PostgresColumn found = now.column(column.name());
            if (found == null || found.type() != column.type() || found.modifier() != column.modifier()) {
                throw failures.changed(
                        dataset.name().toString(),
                        found == null ? "- " + column.name() : column.name() + ": " + found.nativeType());
            }
        }
    }
}
