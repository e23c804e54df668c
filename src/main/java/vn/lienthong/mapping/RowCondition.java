package vn.lienthong.mapping;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;

/**
 * A yes-or-no question about one row, as a CEL expression over {@code row}: who asks for rows by it sees those alone for which it is
 * true. Used by many threads.
 */
public final class RowCondition {
    private static final Fault NO_ANSWER = Fault.of("where", Reason.CEL, Map.of());

    private final Expression expression;
    private final @Nullable OneOf needed;

    private RowCondition(Expression expression, @Nullable OneOf needed) {
        this.expression = expression;
        this.needed = needed;
    }

    /**
     * Compiles the question.
     *
     * @param columns what {@code row} has; empty where only the system knows: every name is then taken for one of its columns
     * @throws vn.lienthong.kernel.HubException CONFIGURATION, saying what is wrong in it
     */
    public static RowCondition compile(String cel, Collection<String> columns) {
        Collection<String> known = columns.isEmpty() ? Named.inRow(cel).toList() : columns;
        return new RowCondition(Expressions.compile(cel, known, true, NO_ANSWER), Expressions.needed(cel));
    }

    /** The columns that it looks at. */
    public Set<String> columns() {
        return expression.names();
    }

    /** What a row must hold at least for it to be true: a system may leave all others out. Null where that cannot be told from it. */
    public @Nullable OneOf needed() {
        return needed;
    }

    /**
     * Whether it is true of a row; a row for which it gives no answer is none of those asked for.
     *
     * @param zone in which days are meant
     */
    public boolean holds(Batch rows, int row, OffsetDateTime now, ZoneId zone) {
        Map<String, Integer> positions = new HashMap<>();
        int[] same = new int[rows.schema().size()];
        for (int column = 0; column < same.length; column++) {
            positions.put(rows.schema().column(column).name(), column);
            same[column] = column;
        }
        Cells cells = new Cells(
                rows,
                same,
                new Cells.Names(positions, Map.of()),
                new CompiledField[0],
                new RunFacts("service", 0, now),
                zone,
                Asked.nothing());
        @Nullable Object answer = expression.evaluate(RowInWords.of(cells, row), cells, row);
        return Boolean.TRUE.equals(answer);
    }

    @Override
    public String toString() {
        return List.copyOf(columns()).toString();
    }
}
