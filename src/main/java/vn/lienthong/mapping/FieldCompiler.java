package vn.lienthong.mapping;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.FieldRule.Constant;
import vn.lienthong.mapping.FieldRule.FromColumn;
import vn.lienthong.mapping.FieldRule.Otherwise;
import vn.lienthong.mapping.FieldRule.Translation;

/** Compiles the rule of one field after another; later rules may ask for days of earlier fields. */
final class FieldCompiler {
    private final Schema source;
    private final @Nullable Schema target;
    private final CodeLists lists;
    private final ZoneId zone;
    private final Map<String, CompiledField> earlier;
    private final LookUps lookUps;
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<String, Set<String>> looksUp = new LinkedHashMap<>();

    FieldCompiler(
            Schema source,
            @Nullable Schema target,
            CodeLists lists,
            ZoneId zone,
            Map<String, CompiledField> earlier,
            LookUps lookUps) {
        this.source = source;
        this.target = target;
        this.lists = lists;
        this.zone = zone;
        this.earlier = earlier;
        this.lookUps = lookUps;
    }

    /** The steps while they are put together, and the type they give so far (null: shows in each row). */
    private static final class Chain {
        final List<Step> steps = new ArrayList<>();

        @Nullable
        ValueType type;

        void add(@Nullable Step step, @Nullable ValueType gives) {
            if (step != null) {
                steps.add(step);
            }
            type = gives;
        }
    }

    CompiledField compile(FieldRule rule) {
        used.clear();
        looksUp.clear();
        Column wanted = wanted(rule.field());
        Chain chain = new Chain();
        int from = -1;
        CompiledField.Start start = null;
        if (rule.origin() instanceof FromColumn column) {
            from = column(column.column());
            chain.type = source.column(from).type();
        } else if (rule.origin() instanceof Constant constant) {
            Object value = constant.value();
            start = (cells, row) -> value;
        } else {
            Expression expression = expression(((FieldRule.Expression) rule.origin()).cel(), false, "cel", Reason.CEL);
            start = (cells, row) -> expression.evaluate(RowInWords.of(cells, row), cells, row);
            chain.type = expression.type();
        }
        for (Call call : rule.apply()) {
            apply(rule.field(), call, chain);
        }
        if (rule.translation() != null) {
            asText(rule.field(), chain);
            chain.add(translation(rule.translation()), ValueType.TEXT);
        }
        Expression when = rule.when() == null ? null : expression(rule.when(), true, "when", Reason.WHEN);
        Column column = column(rule, wanted, from, strictest(), chain);
        chain.add(Coercion.step(rule.field(), chain.type, column.type(), zone), column.type());
        if (rule.origin() instanceof Constant constant && constant.value() != null) {
            fits(rule.field(), constant.value(), column);
        }
        return new CompiledField(column, from, start, when, chain.steps, used, looksUp);
    }

    /** The target's column; null where the target is not known. */
    private @Nullable Column wanted(String field) {
        Column wanted = target == null ? null : target.column(field);
        if (target != null && wanted == null) {
            List<String> columns = names(target);
            throw Refused.because(
                    MappingError.FIELD_UNKNOWN,
                    "field",
                    field,
                    "nearest",
                    Nearest.closest(field, columns),
                    "columns",
                    String.join(", ", columns));
        }
        return wanted;
    }

    private void fits(String field, Object constant, Column column) {
        Step step = Coercion.step(field, null, column.type(), zone);
        if (step != null && step.apply(constant, null, 0) instanceof Fault) {
            throw Refused.because(
                    MappingError.CONSTANT_UNFIT,
                    "field",
                    field,
                    "value",
                    constant,
                    "type",
                    Coercion.word(column.type()));
        }
    }

    private int column(String name) {
        int position = source.position(name);
        if (position < 0) {
            List<String> columns = names(source);
            throw Refused.because(
                    MappingError.COLUMN_UNKNOWN,
                    "column",
                    name,
                    "nearest",
                    Nearest.closest(name, columns),
                    "columns",
                    String.join(", ", columns));
        }
        used.add(name);
        return position;
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    private Expression expression(String cel, boolean yesOrNo, String code, Reason reason) {
        Expression expression =
                Expressions.compile(cel, names(source), yesOrNo, Fault.of(code, reason, Map.of()), lookUps);
        used.addAll(expression.names());
        looksUp(expression.looksUp());
        return expression;
    }

    private void looksUp(Map<String, Set<String>> further) {
        further.forEach((name, columns) ->
                looksUp.computeIfAbsent(name, key -> new LinkedHashSet<>()).addAll(columns));
        used.addAll(lookUps.reads(further.keySet()));
    }

    private void apply(String field, Call call, Chain chain) {
        Transform transform = Transforms.named(call.name());
        Step step = transform.step(call);
        if (transform.gives() != ValueType.TEXT && chain.type == transform.gives()) {
            // it is a day, a number … already
            return;
        }
        asText(field, chain);
        chain.add(step, transform.gives());
    }

    private void asText(String field, Chain chain) {
        chain.add(Coercion.step(field, chain.type, ValueType.TEXT, zone), ValueType.TEXT);
    }

    private Step translation(Translation translation) {
        CodeList list = Lists.named(lists, translation.list());
        Day at = day(list, translation.at());
        Fault unknown = Fault.of("translate", Reason.TRANSLATE, Map.of("list", list.name()));
        Fault noDay = Fault.of("translate.day", Reason.NO_DAY, Map.of("list", list.name()));
        Otherwise otherwise = translation.otherwise();
        String instead = translation.value();
        return (value, cells, row) -> {
            String code = Composed.nfc((String) value);
            LocalDate day = at == null ? null : at.in(cells, row);
            if (day == null && list.dated()) {
                return noDay;
            }
            String answer = list.translate(code, day);
            if (answer != null) {
                return answer;
            }
            return switch (otherwise) {
                case REJECT -> unknown;
                case NULL -> null;
                case KEEP -> code;
                case VALUE -> instead;
            };
        };
    }

    private @Nullable Day day(CodeList list, @Nullable String at) {
        if (at == null) {
            if (list.dated()) {
                throw Refused.because(MappingError.DAY_MISSING, "list", list.name(), "how", "at: " + Day.OF_RUN);
            }
            return null;
        }
        LocalDate written = Day.written(at);
        if (written != null) {
            return (cells, row) -> written;
        }
        if (at.equals(Day.OF_RUN)) {
            return (cells, row) -> cells.today();
        }
        int field = List.copyOf(earlier.keySet()).indexOf(at);
        if (field >= 0) {
            used.addAll(earlier.get(at).reads());
            looksUp(earlier.get(at).looksUp());
            return (cells, row) -> Day.of(cells.field(row, field), zone);
        }
        if (source.position(at) < 0) {
            throw Refused.because(MappingError.DAY_UNKNOWN, "at", at, "nearest", Nearest.closest(at, names(source)));
        }
        int column = column(at);
        return (cells, row) -> Day.of(cells.source(row, column), zone);
    }

    /** The class of what a field is made of: that of the most delicate column; null where it reads none. */
    private @Nullable DataClass strictest() {
        DataClass answered = lookUps.classOf(looksUp);
        return Stream.concat(used.stream().map(name -> source.column(name).dataClass()), Stream.ofNullable(answered))
                .reduce(DataClass::stricter)
                .orElse(null);
    }

    /** The target column: with the target's type and limits, in the data class of what was read from the source. */
    private Column column(
            FieldRule rule, @Nullable Column wanted, int from, @Nullable DataClass readClass, Chain chain) {
        Column origin = from < 0 ? null : source.column(from);
        if (wanted != null) {
            return readClass == null ? wanted : wanted.classed(readClass);
        }
        if (origin != null && chain.steps.isEmpty()) {
            Column same = origin.named(rule.field());
            return readClass == null ? same : same.classed(readClass);
        }
        Column made = Column.of(rule.field(), type(rule, chain));
        return readClass == null ? made : made.classed(readClass);
    }

    private static ValueType type(FieldRule rule, Chain chain) {
        if (chain.type != null) {
            return chain.type;
        }
        if (rule.origin() instanceof Constant constant && constant.value() != null) {
            for (ValueType type : ValueType.values()) {
                if (type.javaType().isInstance(constant.value())) {
                    return type;
                }
            }
        }
        return ValueType.TEXT;
    }
}
