package vn.lienthong.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeList;
import vn.lienthong.kernel.Composed;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.mapping.Call.Argument;

/** The catalogue of checks. All but {@code required} let an empty cell pass. */
final class Checks {
    private static final Map<String, CheckKind> ALL = new LinkedHashMap<>();
    private static final Pattern DIGITS_ONLY = Pattern.compile("\\^?(?:\\[0-9]|\\\\d)\\{([0-9]{1,4})}\\$?");

    static {
        add("required", "required()", "required", Checks::required);
        add("length", "length(least, most) | length(exactly)", "length(2, 120)", Checks::length);
        add("digits", "digits(exactly)", "digits(12)", Checks::digits);
        add("between", "between(least, most)", "between(1, 12)", Checks::between);
        add("pattern", "pattern(\"RE2 pattern\")", "pattern(\"HS.*\")", Checks::pattern);
        add("one_of", "one_of(list) | one_of(list, day)", "one_of(provinces-2025, today)", Checks::oneOf);
        add("in", "in(value, …)", "in(nam, nu)", Checks::in);
        add("unique", "unique()", "unique", (call, scope) -> call.arguments().isEmpty() ? new Unique() : null);
        add("reference", "reference(connector/dataset, column)", "reference(csdl/schools, code)", Checks::reference);
        add(
                "personal_id",
                "personal_id() | personal_id(birth_date) | personal_id(birth_date, sex)",
                "personal_id(birth_date, sex)",
                PersonalId::check);
        add("not_future", "not_future()", "not_future", Checks::notFuture);
        add("before", "before(today | day | field)", "before(today)", (call, scope) -> compared(call, scope, true));
        add(
                "after",
                "after(today | day | field)",
                "after(\"1900-01-01\")",
                (call, scope) -> compared(call, scope, false));
        add("cel", "cel(\"expression over row and run\")", "cel(\"row.grade >= 1\")", Checks::cel);
    }

    private Checks() {}

    /** A mark: uniqueness is judged last, among rows that are otherwise accepted. */
    static final class Unique implements CellCheck {
        @Override
        public @Nullable Fault judge(@Nullable Object value, Cells cells, int row) {
            return null;
        }
    }

    /** A check that needs values fetched by whoever runs the mapping. */
    record Reference(ReferenceCheck reference, Fault fault) implements CellCheck {
        @Override
        public @Nullable Fault judge(@Nullable Object value, Cells cells, int row) {
            return value == null || cells.exists(reference, value) ? null : fault;
        }
    }

    static Collection<CheckKind> all() {
        return Collections.unmodifiableCollection(ALL.values());
    }

    static CheckKind named(String name) {
        CheckKind kind = ALL.get(name);
        if (kind == null) {
            throw Refused.because(
                    MappingError.CHECK_UNKNOWN,
                    "name",
                    name,
                    "nearest",
                    Nearest.closest(name, ALL.keySet()),
                    "known",
                    String.join(", ", ALL.keySet()));
        }
        return kind;
    }

    private static void add(String name, String signature, String example, CheckKind.Maker maker) {
        ALL.put(name, new CheckKind(name, signature, example, maker));
    }

    private static @Nullable CellCheck required(Call call, CheckScope scope) {
        Fault fault = scope.fault("required", Reason.REQUIRED, Map.of("field", scope.name()));
        return !call.arguments().isEmpty()
                ? null
                : (value, cells, row) -> value == null || value instanceof String text && text.isBlank() ? fault : null;
    }

    private static @Nullable CellCheck length(Call call, CheckScope scope) {
        List<Argument> given = call.arguments();
        if (given.isEmpty() || given.size() > 2) {
            return null;
        }
        needs(call, scope, ValueType.TEXT);
        int least = Integer.parseInt(given.get(0).text());
        int most = Integer.parseInt(given.get(given.size() - 1).text());
        Fault fault = scope.fault("length", Reason.LENGTH, Map.of("field", scope.name(), "least", least, "most", most));
        return least < 0 || most < least
                ? null
                : (value, cells, row) -> {
                    if (!(value instanceof String text)) {
                        return null;
                    }
                    int length = text.codePointCount(0, text.length());
                    return length < least || length > most ? fault : null;
                };
    }

    private static @Nullable CellCheck digits(Call call, CheckScope scope) {
        if (call.arguments().size() != 1) {
            return null;
        }
        needs(call, scope, ValueType.TEXT);
        int exactly = Integer.parseInt(call.arguments().get(0).text());
        return digits(exactly, scope.fault("digits", Reason.DIGITS, Map.of("field", scope.name(), "exactly", exactly)));
    }

    private static CellCheck digits(int exactly, Fault fault) {
        return (value, cells, row) ->
                value instanceof String text && (text.length() != exactly || !TextChanges.onlyDigits(text))
                        ? fault
                        : null;
    }

    private static @Nullable CellCheck between(Call call, CheckScope scope) {
        List<Argument> given = call.arguments();
        if (given.size() != 2) {
            return null;
        }
        String least = given.get(0).text();
        String most = given.get(1).text();
        Fault fault =
                scope.fault("between", Reason.BETWEEN, Map.of("field", scope.name(), "least", least, "most", most));
        if (scope.type() == ValueType.DATE || scope.type() == ValueType.TIMESTAMP || scope.type() == ValueType.MOMENT) {
            Day from = scope.day(given.get(0), call);
            Day to = scope.day(given.get(1), call);
            return (value, cells, row) -> {
                LocalDate day = Day.of(value, cells.zone());
                LocalDate first = from.in(cells, row);
                LocalDate last = to.in(cells, row);
                return day != null && (first != null && day.isBefore(first) || last != null && day.isAfter(last))
                        ? fault
                        : null;
            };
        }
        needs(call, scope, ValueType.INTEGER, ValueType.DECIMAL);
        BigDecimal low = new BigDecimal(least);
        BigDecimal high = new BigDecimal(most);
        return low.compareTo(high) > 0
                ? null
                : (value, cells, row) -> {
                    BigDecimal number = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
                    return number != null && (number.compareTo(low) < 0 || number.compareTo(high) > 0) ? fault : null;
                };
    }

    private static @Nullable CellCheck pattern(Call call, CheckScope scope) {
        if (call.arguments().size() != 1) {
            return null;
        }
        needs(call, scope, ValueType.TEXT);
        String written = call.arguments().get(0).text();
        Fault fault = scope.fault("pattern", Reason.PATTERN, Map.of("field", scope.name(), "pattern", written));
        Matcher onlyDigits = DIGITS_ONLY.matcher(written);
        if (onlyDigits.matches()) {
            return digits(Integer.parseInt(onlyDigits.group(1)), fault);
        }
        QuickPattern pattern = QuickPattern.of(written);
        return (value, cells, row) -> value instanceof String text && !pattern.matches(text) ? fault : null;
    }

    private static @Nullable CellCheck oneOf(Call call, CheckScope scope) {
        List<Argument> given = call.arguments();
        if (given.isEmpty() || given.size() > 2) {
            return null;
        }
        CodeList list = scope.list(given.get(0).text());
        Day at = scope.dayFor(list, call, 1);
        Fault fault = scope.fault("one_of", Reason.ONE_OF, Map.of("field", scope.name(), "list", list.name()));
        Fault noDay = scope.fault("one_of.day", Reason.NO_DAY, Map.of("list", list.name()));
        return (value, cells, row) -> {
            if (value == null) {
                return null;
            }
            LocalDate day = at == null ? null : at.in(cells, row);
            if (day == null && list.dated()) {
                return noDay;
            }
            return list.contains(Coercion.text(value), day) ? null : fault;
        };
    }

    private static @Nullable CellCheck in(Call call, CheckScope scope) {
        Set<String> values = call.arguments().stream()
                .map(argument -> Composed.nfc(argument.text()))
                .collect(Collectors.toUnmodifiableSet());
        Fault fault = scope.fault(
                "in",
                Reason.IN,
                Map.of(
                        "field",
                        scope.name(),
                        "values",
                        String.join(", ", values.stream().sorted().toList())));
        return values.isEmpty()
                ? null
                : (value, cells, row) -> value != null && !values.contains(Coercion.text(value)) ? fault : null;
    }

    private static @Nullable CellCheck reference(Call call, CheckScope scope) {
        if (call.arguments().size() != 2) {
            return null;
        }
        try {
            DatasetName dataset = DatasetName.parse(call.arguments().get(0).text());
            String column = call.arguments().get(1).text();
            Fault fault = scope.fault("reference", Reason.REFERENCE, Map.of("field", scope.name(), "dataset", dataset));
            return new Reference(new ReferenceCheck(scope.name(), dataset, column), fault);
        } catch (HubException notADataset) {
            return null;
        }
    }

    private static @Nullable CellCheck notFuture(Call call, CheckScope scope) {
        needs(call, scope, ValueType.DATE, ValueType.TIMESTAMP, ValueType.MOMENT);
        Fault fault = scope.fault("not_future", Reason.NOT_FUTURE, Map.of("field", scope.name()));
        return !call.arguments().isEmpty()
                ? null
                : (value, cells, row) -> {
                    boolean later = value instanceof LocalDate day && day.isAfter(cells.today())
                            || value instanceof LocalDateTime time
                                    && time.isAfter(cells.run()
                                            .started()
                                            .atZoneSameInstant(cells.zone())
                                            .toLocalDateTime())
                            || value instanceof OffsetDateTime moment
                                    && moment.isAfter(cells.run().started());
                    return later ? fault : null;
                };
    }

    private static @Nullable CellCheck compared(Call call, CheckScope scope, boolean before) {
        if (call.arguments().size() != 1) {
            return null;
        }
        needs(call, scope, ValueType.DATE, ValueType.TIMESTAMP, ValueType.MOMENT);
        Day other = scope.day(call.arguments().get(0), call);
        Map<String, ?> words =
                Map.of("field", scope.name(), "other", call.arguments().get(0).text());
        Fault fault = before ? scope.fault("before", Reason.BEFORE, words) : scope.fault("after", Reason.AFTER, words);
        return (value, cells, row) -> {
            LocalDate day = Day.of(value, cells.zone());
            LocalDate limit = other.in(cells, row);
            return day == null || limit == null || (before ? day.isBefore(limit) : day.isAfter(limit)) ? null : fault;
        };
    }

    private static @Nullable CellCheck cel(Call call, CheckScope scope) {
        if (call.arguments().size() != 1) {
            return null;
        }
        Fault fault = scope.fault("cel", Reason.CEL_CHECK, Map.of("field", scope.name()));
        Expression expression = Expressions.compile(
                call.arguments().get(0).text(), scope.fields().keySet(), true, fault, scope.lookUps());
        expression.names().forEach(scope::position);
        if (!expression.looksUp().isEmpty()) {
            scope.needsAnswers();
        }
        return (value, cells, row) -> {
            Object met = expression.evaluate(RowInWords.mapped(cells, row), cells, row);
            return met == Boolean.TRUE ? null : met instanceof Fault why ? why : fault;
        };
    }

    private static void needs(Call call, CheckScope scope, ValueType... types) {
        if (!List.of(types).contains(scope.type())) {
            throw Refused.because(
                    MappingError.TYPE_UNFIT_FOR_CALL,
                    "call",
                    call,
                    "field",
                    scope.name(),
                    "type",
                    Coercion.word(scope.type()));
        }
    }
}
