package vn.lienthong.sync;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.quarantine.HeldRow;

/** Which source columns a held row was refused for: those that the refused field is made of. */
final class BadColumns {
    private BadColumns() {}

    /** The columns, of those the row has; none where the reason is about the whole row. */
    static Set<String> of(SyncJob job, HeldRow row, Collection<String> columns) {
        return job.rules().fields().stream()
                .filter(rule -> rule.field().equals(row.field()))
                .flatMap(rule -> columns.stream().filter(column -> isOrigin(rule, column)))
                .collect(Collectors.toSet());
    }

    private static boolean isOrigin(FieldRule rule, String column) {
        if (rule.origin() instanceof FieldRule.FromColumn from) {
            return from.column().equals(column);
        }
        return rule.origin() instanceof FieldRule.Expression expression
                && (expression.cel().contains("row." + column)
                        || expression.cel().contains('"' + column + '"'));
    }
}
