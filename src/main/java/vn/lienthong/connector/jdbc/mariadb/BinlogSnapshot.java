package vn.lienthong.connector.jdbc.mariadb;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** The first read of a table that is followed afterwards: its positions remember from where on changes are followed. */
record BinlogSnapshot(BatchCursor rows, BinlogPosition start) implements BatchCursor {
    @Override
    public @Nullable Part next() {
        Part part = rows.next();
        return part == null
                ? null
                : new Part(
                        part.batch(),
                        part.unreadable(),
                        start.read(part.position()).position());
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
