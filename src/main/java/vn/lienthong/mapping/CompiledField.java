package vn.lienthong.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Composed;

/** One target field, compiled: either a source column passed through, or steps from a start to a value. */
final class CompiledField {
    private final Column column;
    private final int from;
    private final @Nullable Start start;
    private final @Nullable Expression when;
    private final Step[] steps;
    private final Set<String> reads;
    private final Map<String, Set<String>> looksUp;

    /**
     * A field.
     *
     * @param column the target column
     * @param from the source column it begins with, -1 if {@code start} gives the first value
     * @param when must be true, else the field is empty
     * @param reads the source columns that decide its value
     * @param looksUp the columns of answers that decide its value, by look-up
     */
    CompiledField(
            Column column,
            int from,
            @Nullable Start start,
            @Nullable Expression when,
            List<Step> steps,
            Set<String> reads,
            Map<String, Set<String>> looksUp) {
        this.column = column;
        this.from = from;
        this.start = start;
        this.when = when;
        this.steps = steps.toArray(new Step[0]);
        this.reads = Set.copyOf(reads);
        this.looksUp = Map.copyOf(looksUp);
    }

    /** Gives the first value of a field that does not begin with a column. */
    @FunctionalInterface
    interface Start {
        @Nullable
        Object value(Cells cells, int row);
    }

    Column column() {
        return column;
    }

    /** The source columns that decide its value. */
    Set<String> reads() {
        return reads;
    }

    /** The columns of answers that decide its value, by look-up; empty where it needs no answer. */
    Map<String, Set<String>> looksUp() {
        return looksUp;
    }

    /** The source column whose cells are this field's, untouched; -1 where they are computed. */
    int passedThrough() {
        return steps.length == 0 && when == null ? from : -1;
    }

    /** The value, null, or a {@link Fault}. */
    @Nullable
    Object compute(Cells cells, int row) {
        if (when != null) {
            Object applies = when.evaluate(RowInWords.of(cells, row), cells, row);
            if (applies != Boolean.TRUE) {
                return applies == Boolean.FALSE ? null : applies instanceof Fault fault ? fault : when.fault();
            }
        }
        Object value = start == null ? cells.source(row, from) : start.value(cells, row);
        for (Step step : steps) {
            if (value == null || value instanceof Fault) {
                return value;
            }
            value = step.apply(value, cells, row);
        }
        return value instanceof String text ? Composed.nfc(text) : value;
    }

    /** What kind of value it begins with in this row, for a rejection. */
    String valueClass(Cells cells, int row) {
        return from < 0 ? "computed" : ValueClass.of(cells.source(row, from));
    }
}
