package vn.lienthong.mapping;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final Map<String, LookUpShape> shapes;
    private final LookUps lookUps = LookUps.none();
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
            boolean typesKnown,
            Map<String, LookUpShape> shapes) {
        this.definition = definition;
        this.source = source;
        this.target = target;
        this.key = key;
        this.lists = lists;
        this.zone = zone;
        this.typesKnown = typesKnown;
        this.shapes = shapes;
    }

    CompiledMapping compile() {
        for (LookUpRule rule : definition.lookUps()) {
            lookUp(rule);
        }
        stopAtProblems();
        FieldCompiler compiler = new FieldCompiler(source, target, lists, zone, fields, lookUps);
        for (FieldRule rule : definition.fields()) {
            guarded(rule.line(), () -> add(rule, compiler.compile(rule)));
        }
        // a check of a field that does not compile would only repeat its problem
        stopAtProblems();
        Map<Integer, List<Judged>> checks = new TreeMap<>();
        for (CheckRule rule : definition.checks()) {
            guarded(rule.line(), () -> add(checks, rule));
        }
        addFits(checks);
        for (String column : key) {
            guarded(1, () -> keyMapped(column));
        }
        Expression skip = skip();
        stopAtProblems();
        // only now: rules say what of the answers they use
        lookUps.all().forEach(this::carriesOut);
        return new CompiledMapping(new CompiledMapping.Plan(
                source,
                fields.values().toArray(new CompiledField[0]),
                checks(checks),
                lookUps.all().stream().map(QuestionMaker::new).toList(),
                skip,
                keyPositions(),
                Set.copyOf(used),
                List.copyOf(carried),
                zone));
    }

    private void add(FieldRule rule, CompiledField field) {
        fields.put(rule.field(), field);
        used.addAll(field.reads());
        carried.add(new Carried(
                rule.field(), rule.line(), field.reads(), lookUps.answers(field.looksUp()), null, rule.because()));
    }

    /** Inputs are made as fields are, of the source's columns alone. */
    private void lookUp(LookUpRule rule) {
        LookUpShape shape = shapes.get(rule.name());
        FieldCompiler compiler = new FieldCompiler(
                source, shape == null ? null : shape.input(), lists, zone, new LinkedHashMap<>(), LookUps.none());
        List<CompiledField> with = new ArrayList<>();
        int before = problems.size();
        for (FieldRule input : rule.with()) {
            guarded(input.line(), () -> {
                inputKnown(rule, shape, input.field());
                with.add(compiler.compile(input));
            });
        }
        if (problems.size() == before) {
            // a misspelt input is also a missing one: that is said once
            guarded(rule.line(), () -> inputsThere(rule, shape));
        }
        with.forEach(field -> used.addAll(field.reads()));
        lookUps.add(new LookUps.One(rule, shape, with));
    }

    private static void inputKnown(LookUpRule rule, @Nullable LookUpShape shape, String input) {
        if (shape == null || shape.input().column(input) != null) {
            return;
        }
        List<String> known = shape.input().columns().stream().map(Column::name).toList();
        throw Refused.because(
                MappingError.LOOK_UP_INPUT_UNKNOWN,
                "name",
                rule.name(),
                "ask",
                rule.ask(),
                "input",
                input,
                "nearest",
                Nearest.closest(input, known),
                "known",
                String.join(", ", known));
    }

    private static void inputsThere(LookUpRule rule, @Nullable LookUpShape shape) {
        List<String> given = rule.with().stream().map(FieldRule::field).toList();
        List<String> missing = shape == null
                ? List.of()
                : shape.required().stream()
                        .filter(each -> !given.contains(each))
                        .toList();
        if (!missing.isEmpty()) {
            throw Refused.because(
                    MappingError.LOOK_UP_INPUT_MISSING,
                    "name",
                    rule.name(),
                    "ask",
                    rule.ask(),
                    "missing",
                    String.join(", ", missing));
        }
    }

    private void carriesOut(LookUps.One one) {
        carried.add(new Carried(
                null, one.rule().line(), one.reads(), Set.of(), one.rule().ask(), null));
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

    /** A check, and whether it can be judged only with answers or what lies elsewhere. */
    record Judged(CellCheck check, boolean late) {}

    private void add(Map<Integer, List<Judged>> checks, CheckRule rule) {
        CompiledField field = fields.get(rule.field());
        if (field == null) {
            throw Refused.because(
                    MappingError.FIELD_NOT_MAPPED,
                    "field",
                    rule.field(),
                    "nearest",
                    Nearest.closest(rule.field(), fields.keySet()));
        }
        CheckScope scope = new CheckScope(field, fields, lists, zone, lookUps, new AtomicBoolean());
        int position = scope.position(rule.field());
        CellCheck check = Checks.named(rule.call().name()).check(rule.call(), scope);
        boolean late = scope.late().get() || check instanceof Checks.Unique || check instanceof Checks.Reference;
        checks.computeIfAbsent(position, number -> new ArrayList<>()).add(new Judged(check, late));
    }

    /** What the target cannot hold is refused here, row by row, and not by the target, batch by batch. */
    private void addFits(Map<Integer, List<Judged>> checks) {
        int position = 0;
        for (Map.Entry<String, CompiledField> field : fields.entrySet()) {
            Column wanted = target == null ? null : target.column(field.getKey());
            CellCheck fit = wanted == null ? null : Fit.check(wanted, given(field.getValue()));
            if (fit != null) {
                boolean late = !field.getValue().looksUp().isEmpty();
                checks.computeIfAbsent(position, number -> new ArrayList<>()).add(new Judged(fit, late));
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
        if (!fields.get(column).looksUp().isEmpty()) {
            throw Refused.because(MappingError.LOOK_UP_DECIDES_KEY, "key", column);
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
            Expression skip =
                    Expressions.compile(cel, names, true, Fault.of("skip_when", Reason.SKIP_WHEN, Map.of()), lookUps);
            used.addAll(skip.names());
            Set<String> reads = new LinkedHashSet<>(skip.names());
            reads.addAll(lookUps.reads(skip.looksUp().keySet()));
            carried.add(new Carried(null, definition.skipLine(), reads, lookUps.answers(skip.looksUp()), null, null));
            compiled.add(skip);
        });
        return compiled.isEmpty() ? null : compiled.get(0);
    }

    private int[] keyPositions() {
        List<String> names = List.copyOf(fields.keySet());
        return key.stream().mapToInt(names::indexOf).toArray();
    }

    private Judged[][] checks(Map<Integer, List<Judged>> byField) {
        Judged[][] checks = new Judged[fields.size()][];
        for (int field = 0; field < checks.length; field++) {
            checks[field] = byField.getOrDefault(field, List.of()).toArray(new Judged[0]);
        }
        return checks;
    }
}
