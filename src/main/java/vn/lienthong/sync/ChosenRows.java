package vn.lienthong.sync;

import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Schema;

/** Some rows of a batch, in its order. */
final class ChosenRows implements Batch {
    private final Batch all;
    private final int[] rows;

    private ChosenRows(Batch all, int[] rows) {
        this.all = all;
        this.rows = rows;
    }

    /** A batch without the rows of these ordinals. */
    static Batch without(Batch all, Set<Long> ordinals) {
        int[] rest = IntStream.range(0, all.size())
                .filter(row -> !ordinals.contains(all.ordinal(row)))
                .toArray();
        return rest.length == all.size() ? all : new ChosenRows(all, rest);
    }

    @Override
    public Schema schema() {
        return all.schema();
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public @Nullable Object value(int row, int column) {
        return all.value(rows[row], column);
    }

    @Override
    public long ordinal(int row) {
        return all.ordinal(rows[row]);
    }

    @Override
    public Batch origin() {
        return all.origin();
    }

    @Override
    public int originColumn(int column) {
        return all.originColumn(column);
    }

    @Override
    public int originRow(int row) {
        return all.originRow(rows[row]);
    }
}
