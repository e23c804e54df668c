package vn.lienthong.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/**
 * Maps one batch, column by column. A row gets one rejection: of the first field, in the order of the mapping, that fails, the
 * first thing that fails: its transforms, then its checks in their order.
 */
final class BatchMapper {
    private static final int ACCEPTED = Integer.MAX_VALUE;
    private static final int SKIPPED = -2;
    /** The row as a whole failed: its {@code skip_when} gave no answer. */
    private static final int WHOLE_ROW = -1;

    private final CompiledMapping.Plan plan;
    private final Cells cells;
    private final Batch source;
    /** For each source row the field it failed at, or one of the marks above. */
    private final int[] failedAt;

    /** What was found of each row before anything was asked; null where nothing was. */
    private final @Nullable BatchMapper before;

    private @Nullable Fault @Nullable [] faults;
    private int failed;
    private int skipped;

    BatchMapper(CompiledMapping.Plan plan, Cells cells) {
        this.plan = plan;
        this.cells = cells;
        this.source = cells.batch();
        this.failedAt = new int[source.size()];
        Arrays.fill(failedAt, ACCEPTED);
        this.before = cells.asked().before();
        if (before != null) {
            goOnFrom(before);
        }
    }

    private void goOnFrom(BatchMapper earlier) {
        System.arraycopy(earlier.failedAt, 0, failedAt, 0, failedAt.length);
        faults = earlier.faults == null ? null : earlier.faults.clone();
        failed = earlier.failed;
        skipped = earlier.skipped;
    }

    /** Whether it was clear before anything was asked that the row is refused or left out, and for this reason. */
    private boolean settled(int row) {
        return before != null && before.failedAt[row] != ACCEPTED;
    }

    /** Judges what needs no answer, and makes the questions of the rows that are left. */
    Asked questions(Set<Long> out) {
        if (plan.skip() != null && plan.skip().looksUp().isEmpty()) {
            leaveOut(plan.skip());
        }
        for (int field = 0; field < plan.fields().length; field++) {
            CompiledField rule = plan.fields()[field];
            if (rule.passedThrough() < 0 && rule.looksUp().isEmpty()) {
                compute(field);
            }
        }
        for (int field = 0; field < plan.checks().length; field++) {
            for (MappingCompiler.Judged check : plan.checks()[field]) {
                if (!check.late()) {
                    check(field, check.check());
                }
            }
        }
        return new Asked(
                plan.lookUps().stream().map(maker -> questions(maker, out)).toList(), this);
    }

    private Questions questions(QuestionMaker maker, Set<Long> out) {
        Questions questions = maker.empty(failedAt.length);
        for (int row = 0; row < failedAt.length; row++) {
            if (failedAt[row] == ACCEPTED && !out.contains(source.ordinal(row))) {
                maker.ask(questions, cells, row);
            }
        }
        return questions;
    }

    /** Leaves rows out and computes the fields that are not passed through. */
    void compute() {
        if (plan.skip() != null && (before == null || !plan.skip().looksUp().isEmpty())) {
            leaveOut(plan.skip());
        }
        for (int field = 0; field < plan.fields().length; field++) {
            if (plan.fields()[field].passedThrough() < 0) {
                compute(field);
            }
        }
    }

    private void leaveOut(Expression skip) {
        for (int row = 0; row < failedAt.length; row++) {
            if (settled(row)) {
                continue;
            }
            Object answer = skip.evaluate(RowInWords.of(cells, row), cells, row);
            if (answer == Boolean.TRUE) {
                failedAt[row] = SKIPPED;
                skipped++;
            } else if (answer != Boolean.FALSE) {
                fail(row, WHOLE_ROW, answer instanceof Fault why ? why : skip.fault());
            }
        }
    }

    private void compute(int field) {
        CompiledField rule = plan.fields()[field];
        @Nullable Object[] values = cells.room(field);
        for (int row = 0; row < values.length; row++) {
            if (failedAt[row] != ACCEPTED) {
                continue;
            }
            Object value = rule.compute(cells, row);
            if (value instanceof Fault fault) {
                fail(row, field, fault);
            } else {
                values[row] = value;
            }
        }
    }

    private void fail(int row, int field, Fault fault) {
        if (faults == null) {
            faults = new Fault[failedAt.length];
        }
        if (faults[row] == null) {
            failed++;
        }
        failedAt[row] = field;
        faults[row] = fault;
    }

    /** The values a field has in rows that are not refused so far. */
    void values(int field, Set<Object> into) {
        for (int row = 0; row < failedAt.length; row++) {
            Object value = failedAt[row] > field && !settled(row) ? cells.field(row, field) : null;
            if (value != null) {
                into.add(value);
            }
        }
    }

    void check(Map<ReferenceCheck, Set<Object>> found) {
        cells.found(found);
        for (int field = 0; field < plan.checks().length; field++) {
            for (MappingCompiler.Judged check : plan.checks()[field]) {
                check(field, check.check());
            }
        }
    }

    private void check(int field, CellCheck check) {
        if (check instanceof Checks.Unique) {
            return;
        }
        for (int row = 0; row < failedAt.length; row++) {
            // a row that failed at this field or before keeps that reason
            if (failedAt[row] > field && !settled(row)) {
                Fault fault = check.judge(cells.field(row, field), cells, row);
                if (fault != null) {
                    fail(row, field, fault);
                }
            }
        }
    }

    /** Judged last and row by row, so that a refused row does not take a value from a good one. */
    void checkUnique(@Nullable SeenValues[] seen) {
        int[] fields = IntStream.range(0, seen.length)
                .filter(field -> seen[field] != null)
                .toArray();
        for (int row = 0; fields.length > 0 && row < failedAt.length; row++) {
            if (failedAt[row] != ACCEPTED) {
                continue;
            }
            for (int field : fields) {
                Object value = cells.field(row, field);
                if (failedAt[row] == ACCEPTED && present(value) && seen[field].contains(value)) {
                    String name = plan.fields()[field].column().name();
                    fail(row, field, Fault.of("unique", Reason.UNIQUE, Map.of("field", name)));
                }
            }
            for (int field : fields) {
                Object value = cells.field(row, field);
                if (failedAt[row] == ACCEPTED && present(value)) {
                    seen[field].add(value);
                }
            }
        }
    }

    private static boolean present(@Nullable Object value) {
        return value != null && !(value instanceof String text && text.isBlank());
    }

    Mapped result(Schema schema) {
        int[] accepted = new int[failedAt.length - failed - skipped];
        int next = 0;
        for (int row = 0; row < failedAt.length; row++) {
            if (failedAt[row] == ACCEPTED) {
                accepted[next++] = row;
            }
        }
        int[] columns = new int[plan.fields().length];
        for (int field = 0; field < columns.length; field++) {
            int from = plan.fields()[field].passedThrough();
            columns[field] = from < 0 ? -1 : cells.position(from);
        }
        MappedBatch batch = new MappedBatch(schema, source, accepted, columns, cells.computed());
        List<Rejection> rejections = rejections();
        return kept(batch, rejections);
    }

    private List<Rejection> rejections() {
        List<Rejection> rejections = new ArrayList<>(failed);
        for (int row = 0; faults != null && row < failedAt.length; row++) {
            Fault fault = faults[row];
            if (fault != null) {
                rejections.add(rejection(row, failedAt[row], fault));
            }
        }
        return rejections;
    }

    private Rejection rejection(int row, int field, Fault fault) {
        if (field == WHOLE_ROW) {
            return new Rejection(row, source.ordinal(row), null, "row", fault.code(), fault.reason());
        }
        CompiledField rule = plan.fields()[field];
        String name = rule.column().name();
        return new Rejection(
                row, source.ordinal(row), name, rule.valueClass(cells, row), name + "." + fault.code(), fault.reason());
    }

    private Mapped kept(Batch accepted, List<Rejection> rejections) {
        int[] key = plan.key();
        List<Column> columns = new ArrayList<>();
        for (int field : key) {
            columns.add(plan.fields()[field].column());
        }
        List<@Nullable Object[]> keys = new ArrayList<>();
        List<Long> ordinals = new ArrayList<>();
        boolean unknown = false;
        for (int row = 0; failed + skipped > 0 && row < failedAt.length; row++) {
            if (failedAt[row] != ACCEPTED) {
                @Nullable Object[] values = key.length == 0 ? null : key(row);
                unknown |= values == null;
                if (values != null) {
                    keys.add(values);
                    ordinals.add(source.ordinal(row));
                }
            }
        }
        RowBatch kept = new RowBatch(
                new Schema(columns),
                keys.toArray(new Object[0][]),
                ordinals.stream().mapToLong(Long::longValue).toArray());
        return new Mapped(accepted, rejections, skipped, kept, unknown);
    }

    /** The key of a row that is not written; null where it cannot be known. */
    private @Nullable Object @Nullable [] key(int row) {
        computeAsFarAsPossible(row);
        @Nullable Object[] values = new Object[plan.key().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.field(row, plan.key()[i]);
            if (values[i] == null) {
                return null;
            }
        }
        return values;
    }

    private void computeAsFarAsPossible(int row) {
        for (int field = 0; field < plan.fields().length; field++) {
            CompiledField rule = plan.fields()[field];
            if (rule.passedThrough() < 0) {
                Object value = rule.compute(cells, row);
                cells.room(field)[row] = value instanceof Fault ? null : value;
            }
        }
    }

    /** Each row with its fields as far as they can be computed, and why it is refused. */
    Tried tried() {
        @Nullable Object[][] values = new Object[failedAt.length][plan.fields().length];
        boolean[] leftOut = new boolean[failedAt.length];
        for (int row = 0; row < failedAt.length; row++) {
            leftOut[row] = failedAt[row] == SKIPPED;
            if (failedAt[row] != ACCEPTED) {
                computeAsFarAsPossible(row);
            }
            for (int field = 0; field < plan.fields().length; field++) {
                values[row][field] = cells.field(row, field);
            }
        }
        return new Tried(values, rejections(), leftOut);
    }
}
