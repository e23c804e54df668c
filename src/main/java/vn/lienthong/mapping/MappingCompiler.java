package vn.lienthong.mapping;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.lienthong.codelist.CodeLists;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Schema;

/** Compiles one mapping, collecting everything that does not fit. */
final class MappingCompiler {
    private final MappingDefinition definition;
    private final Schema source;
    private final @Nullable Schema target;
    private final List<String> key;
    private final CodeLists lists;
    private final ZoneId zone;
    private final boolean typesKnown;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, CompiledField> fields = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final List<Carried> carried = new ArrayList<>();

    MappingCompiler(
            MappingDefinition definition,
            Schema source,
            @Nullable Schema target,
            List<String> key,
            CodeLists lists,
            ZoneId zone,
            boolean typesKnown) {
        this.definition = definition;
        this.source = source;
        this.target = target;
        this.key = key;
        this.lists = lists;
        this.zone = zone;
        this.typesKnown = typesKnown;
    }

    CompiledMapping compile() {
        FieldCompiler compiler = new FieldCompiler(source, target, lists, zone, fields);
        for (FieldRule rule : definition.fields()) {
            guarded(rule.line(), () -> add(rule, compiler.compile(rule)));
        }
        // a check of a field that does not compile would only repeat its problem
        stopAtProblems();
        Map<Integer, List<CellCheck>> checks = new TreeMap<>();
        for (CheckRule rule : definition.checks()) {
            guarded(rule.line(), () -> add(checks, rule));
        }
        addFits(checks);
        for (String column : key) {
            guarded(1, () -> keyMapped(column));
        }
        Expression skip = skip();
        stopAtProblems();
        return new CompiledMapping(new CompiledMapping.Plan(
                source,
                fields.values().toArray(new CompiledField[0]),
                checks(checks),
                skip,
                keyPositions(),
                Set.copyOf(used),
                List.copyOf(carried),
                zone));
    }

    private void add(FieldRule rule, CompiledField field) {
        fields.put(rule.field(), field);
        used.addAll(field.reads());
        carried.add(new Carried(rule.field(), rule.line(), field.reads(), rule.because()));
    }

    private void guarded(int line, Runnable part) {
        try {
            part.run();
        } catch (HubException refused) {
            if (!typesKnown && refused.code() == MappingError.TYPE_UNFIT_FOR_CALL) {
                return; // the system may well have the type that is asked for
            }
            problems.add(Problem.of(definition.file(), line, refused));
        }
    }

    private void stopAtProblems() {
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
    }

    private void add(Map<Integer, List<CellCheck>> checks, CheckRule rule) {
        CompiledField field = fields.get(rule.field());
        if (field == null) {
            throw Refused.because(
                    MappingError.FIELD_NOT_MAPPED,
                    "field",
                    rule.field(),
                    "nearest",
                    Nearest.closest(rule.field(), fields.keySet()));
        }
        CheckScope scope = new CheckScope(field, fields, lists, zone);
        CellCheck check = Checks.named(rule.call().name()).check(rule.call(), scope);
        checks.computeIfAbsent(scope.position(rule.field()), position -> new ArrayList<>())
                .add(check);
    }

    /** What the target cannot hold is refused here, row by row, and not by the target, batch by batch. */
    private void addFits(Map<Integer, List<CellCheck>> checks) {
        int position = 0;
        for (Map.Entry<String, CompiledField> field : fields.entrySet()) {
            Column wanted = target == null ? null : target.column(field.getKey());
            CellCheck fit = wanted == null ? null : Fit.check(wanted, given(field.getValue()));
            if (fit != null) {
                checks.computeIfAbsent(position, number -> new ArrayList<>()).add(fit);
            }
            position++;
        }
    }

    /** The source column a field passes through, null where its cells are computed. */
    private @Nullable Column given(CompiledField field) {
        return field.passedThrough() < 0 ? null : source.column(field.passedThrough());
    }

    private void keyMapped(String column) {
        if (!fields.containsKey(column)) {
            throw Refused.because(MappingError.KEY_NOT_MAPPED, "key", column);
        }
    }

    private @Nullable Expression skip() {
        String cel = definition.skipWhen();
        if (cel == null) {
            return null;
        }
        List<Expression> compiled = new ArrayList<>(1);
        List<String> names = source.columns().stream().map(Column::name).toList();
        guarded(definition.skipLine(), () -> {
            Expression skip = Expressions.compile(cel, names, true, Fault.of("skip_when", Reason.SKIP_WHEN, Map.of()));
            used.addAll(skip.names());
            carried.add(new Carried(null, definition.skipLine(), skip.names(), null));
            compiled.add(skip);
        });
        return compiled.isEmpty() ? null : compiled.get(0);
    }

    private int[] keyPositions() {
        List<String> names = List.copyOf(fields.keySet());
        return key.stream().mapToInt(names::indexOf).toArray();
    }

    private CellCheck[][] checks(Map<Integer, List<CellCheck>> byField) {
        CellCheck[][] checks = new CellCheck[fields.size()][];
        for (int field = 0; field < checks.length; field++) {
            checks[field] = byField.getOrDefault(field, List.of()).toArray(new CellCheck[0]);
        }
        return checks;
    }
}
