package vn.lienthong.sync.draft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.mapping.Call;
import vn.lienthong.mapping.CheckRule;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.mapping.MappingDefinition;

/** The rules of a mapping as pages show them, field by field. */
final class MappingLook {
    private MappingLook() {}

    /** What makes the value of a field. */
    enum Origin {
        COLUMN,
        CONSTANT,
        EXPRESSION
    }

    /** How a field of a draft stands beside what is in use. */
    enum Change {
        SAME,
        ADDED,
        CHANGED
    }

    /**
     * A field.
     *
     * @param from the column, the constant or the expression
     * @param apply the transforms as written
     * @param list the code list that translates it, or that its values must be in; null where none
     * @param checks the checks as written
     * @param source the source column as the last trial saw it; null where it is not known
     * @param target the target column; null where it is not known
     * @param refused how many rows were refused here; null where nothing was tried
     */
    record Field(
            String name,
            Origin origin,
            String from,
            List<Call> apply,
            @Nullable String list,
            FieldRule rule,
            List<Call> checks,
            Change change,
            @Nullable Column source,
            @Nullable Column target,
            @Nullable String example,
            @Nullable Long refused,
            boolean untried) {
        public boolean required() {
            return target != null && !target.nullable()
                    || checks.stream().anyMatch(check -> check.name().equals("required"));
        }
    }

    /** The fields of some rules. */
    static List<Field> fields(MappingDefinition rules, MappingDefinition inUse, @Nullable SeenTrial trial) {
        List<Field> fields = new ArrayList<>();
        for (FieldRule rule : rules.fields()) {
            Origin origin = rule.origin() instanceof FieldRule.FromColumn
                    ? Origin.COLUMN
                    : rule.origin() instanceof FieldRule.Constant ? Origin.CONSTANT : Origin.EXPRESSION;
            String from = from(rule);
            boolean untried = trial != null && trial.untried().contains(rule.field());
            fields.add(new Field(
                    rule.field(),
                    origin,
                    from,
                    rule.apply(),
                    list(rules, rule).orElse(null),
                    rule,
                    checks(rules, rule.field()),
                    change(rules, inUse, rule),
                    trial == null || origin != Origin.COLUMN ? null : column(trial.source(), from),
                    trial == null ? null : column(trial.target(), rule.field()),
                    trial == null ? null : trial.examples().get(from),
                    trial == null || untried ? null : trial.refusedAt().getOrDefault(rule.field(), 0L),
                    untried));
        }
        return fields;
    }

    /** The source columns that no rule takes a value from by name. */
    static List<Column> unused(MappingDefinition rules, List<Column> source) {
        Set<String> used = new HashSet<>();
        rules.fields().forEach(rule -> used.add(from(rule)));
        String expressions = String.join(
                " ", rules.fields().stream().map(MappingLook::expressions).toList());
        return source.stream()
                .filter(column -> !used.contains(column.name()) && !expressions.contains(column.name()))
                .toList();
    }

    private static String expressions(FieldRule rule) {
        return (rule.origin() instanceof FieldRule.Expression expression ? expression.cel() : "") + " "
                + (rule.when() == null ? "" : rule.when()) + " "
                + (rule.translation() == null || rule.translation().at() == null
                        ? ""
                        : rule.translation().at());
    }

    static List<Call> checks(MappingDefinition rules, String field) {
        return rules.checks().stream()
                .filter(check -> check.field().equals(field))
                .map(CheckRule::call)
                .toList();
    }

    /** The name of the code list that translates a field, or that its values must be in. */
    static Optional<String> list(MappingDefinition rules, FieldRule rule) {
        if (rule.translation() != null) {
            return Optional.of(rule.translation().list());
        }
        return checks(rules, rule.field()).stream()
                .filter(check ->
                        check.name().equals("one_of") && !check.arguments().isEmpty())
                .map(check -> check.arguments().get(0).text())
                .findFirst();
    }

    private static String from(FieldRule rule) {
        if (rule.origin() instanceof FieldRule.FromColumn column) {
            return column.column();
        }
        if (rule.origin() instanceof FieldRule.Constant constant) {
            return constant.value() == null ? "" : constant.value().toString();
        }
        return ((FieldRule.Expression) rule.origin()).cel();
    }

    private static Change change(MappingDefinition rules, MappingDefinition inUse, FieldRule rule) {
        FieldRule before = inUse.fields().stream()
                .filter(one -> one.field().equals(rule.field()))
                .findFirst()
                .orElse(null);
        if (before == null) {
            return Change.ADDED;
        }
        boolean same = unplaced(before).equals(unplaced(rule))
                && checks(inUse, rule.field()).equals(checks(rules, rule.field()));
        return same ? Change.SAME : Change.CHANGED;
    }

    private static FieldRule unplaced(FieldRule rule) {
        return new FieldRule(
                rule.field(), 0, rule.origin(), rule.apply(), rule.translation(), rule.when(), rule.because());
    }

    private static @Nullable Column column(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
