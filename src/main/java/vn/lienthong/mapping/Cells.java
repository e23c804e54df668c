package vn.lienthong.mapping;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/** The cells of one batch while it is mapped: those of the source, decoded when asked for, and those computed so far. */
final class Cells {
    private final Batch source;
    private final int[] positions;
    private final Names names;
    private final CompiledField[] fields;
    private final @Nullable Object[][] computed;
    private final RunFacts run;
    private final LocalDate today;
    private final ZoneId zone;
    private final Asked asked;
    private Map<ReferenceCheck, Set<Object>> found = Map.of();
    private @Nullable Map<String, Object> runInWords;

    /** {@code positions} leads from the column numbers of the rules to those of the batch. */
    Cells(Batch source, int[] positions, Names names, CompiledField[] fields, RunFacts run, ZoneId zone, Asked asked) {
        this.asked = asked;
        this.source = source;
        this.names = names;
        this.positions = positions;
        this.fields = fields;
        this.computed = new Object[fields.length][];
        this.run = run;
        this.zone = zone;
        this.today = run.started().atZoneSameInstant(zone).toLocalDate();
    }

    /** Column numbers of the rules, and field numbers, by name. */
    record Names(Map<String, Integer> source, Map<String, Integer> fields) {}

    Map<String, Integer> sourceNames() {
        return names.source();
    }

    Map<String, Integer> fieldNames() {
        return names.fields();
    }

    Batch batch() {
        return source;
    }

    @Nullable
    Object source(int row, int column) {
        return source.value(row, positions[column]);
    }

    /** The mapped value; null also where it could not be computed. */
    @Nullable
    Object field(int row, int field) {
        @Nullable Object[] values = computed[field];
        if (values != null) {
            return values[row];
        }
        int column = fields[field].passedThrough();
        return column < 0 ? null : source(row, column);
    }

    /** Where the values of a computed field go, by source row. */
    @Nullable
    Object[] room(int field) {
        @Nullable Object[] values = computed[field];
        if (values == null) {
            values = new Object[source.size()];
            computed[field] = values;
        }
        return values;
    }

    @Nullable
    Object[] @Nullable [] computed() {
        return computed;
    }

    /** Where a column of the rules stands in the batch. */
    int position(int column) {
        return positions[column];
    }

    LocalDate today() {
        return today;
    }

    /** What look-ups answered. */
    Asked asked() {
        return asked;
    }

    RunFacts run() {
        return run;
    }

    ZoneId zone() {
        return zone;
    }

    void found(Map<ReferenceCheck, Set<Object>> values) {
        found = values;
    }

    boolean exists(ReferenceCheck reference, Object value) {
        Set<Object> values = found.get(reference);
        if (values == null) {
            throw new IllegalStateException("nobody fetched " + reference);
        }
        return values.contains(value);
    }

    /** The run as expressions see it. */
    Map<String, Object> runInWords() {
        if (runInWords == null) {
            runInWords = Map.of(
                    "job",
                    run.job(),
                    "id",
                    run.run(),
                    "date",
                    today.toString(),
                    "started",
                    run.started().toInstant());
        }
        return runInWords;
    }
}
