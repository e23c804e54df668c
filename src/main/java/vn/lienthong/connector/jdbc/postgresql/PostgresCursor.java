package vn.lienthong.connector.jdbc.postgresql;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** An open read of one table in one snapshot. */
final class PostgresCursor implements BatchCursor {
    private final CopyStream<Part> stream;
    private final Plan plan;
    private final PostgresFailures failures;
    private final Function<SQLException, HubException> translate;

    /** What a read promises. */
    record Plan(
            Schema schema,
            boolean ordered,
            OptionalLong expected,
            @Nullable Text caveat) {}

    PostgresCursor(
            CopyStream<Part> stream,
            Plan plan,
            PostgresFailures failures,
            Function<SQLException, HubException> translate) {
        this.stream = stream;
        this.plan = plan;
        this.failures = failures;
        this.translate = translate;
    }

    @Override
    public @Nullable Part next() {
        try {
            return stream.next();
        } catch (SQLException failed) {
            throw translate.apply(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failures.interrupted(interrupted);
        }
    }

    @Override
    public Schema schema() {
        return plan.schema();
    }

    @Override
    public boolean ordered() {
        return plan.ordered();
    }

    @Override
    public OptionalLong expected() {
        return plan.expected();
    }

    @Override
    public Optional<Text> caveat() {
        return Optional.ofNullable(plan.caveat());
    }

    @Override
    public void close() {
        stream.close();
    }
}
