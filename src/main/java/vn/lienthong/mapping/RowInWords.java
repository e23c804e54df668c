package vn.lienthong.mapping;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One row as expressions see it: a map that looks a cell up when it is asked for. */
final class RowInWords extends AbstractMap<String, Object> {
    private final Map<String, Integer> positions;
    private final IntFunction<@Nullable Object> cell;

    RowInWords(Map<String, Integer> positions, IntFunction<@Nullable Object> cell) {
        this.positions = positions;
        this.cell = cell;
    }

    /** A row of the source, by its column names. */
    static RowInWords of(Cells cells, int row) {
        return new RowInWords(cells.sourceNames(), column -> cells.source(row, column));
    }

    /** A mapped row, by its field names. */
    static RowInWords mapped(Cells cells, int row) {
        return new RowInWords(cells.fieldNames(), field -> cells.field(row, field));
    }

    @Override
    public boolean containsKey(Object name) {
        return positions.containsKey(name);
    }

    @Override
    public @Nullable Object get(Object name) {
        Integer position = positions.get(name);
        return position == null ? null : CelValues.toCel(cell.apply(position));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new LinkedHashMap<>();
        positions.forEach((name, position) -> all.put(name, CelValues.toCel(cell.apply(position))));
        return all.entrySet();
    }
}
