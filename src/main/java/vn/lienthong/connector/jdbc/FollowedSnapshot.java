package vn.lienthong.connector.jdbc;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * The first read of a table that is followed afterwards.
 *
 * @param mark makes of a position of the read one that also remembers from where on changes are followed
 */
public record FollowedSnapshot(BatchCursor rows, Function<@Nullable Position, Position> mark) implements BatchCursor {
    @Override
    public @Nullable Part next() {
        Part part = rows.next();
        return part == null ? null : new Part(part.batch(), part.unreadable(), mark.apply(part.position()));
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public boolean ordered() {
        return rows.ordered();
    }

    @Override
    public OptionalLong expected() {
        return rows.expected();
    }

    @Override
    public Optional<Text> caveat() {
        return rows.caveat();
    }

    @Override
    public void close() {
        rows.close();
    }
}
