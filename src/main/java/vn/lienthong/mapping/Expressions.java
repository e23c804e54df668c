package vn.lienthong.mapping;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.CelStandardFunctions.StandardFunction.Overload.Arithmetic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Text;

/**
 * Compiles CEL expressions over {@code row}, {@code run} and, where a mapping looks up, {@code look_up}. Nothing in them reaches out of the row, and none of them runs away:
 * an expression has at most {@value #MOST_SOURCE} characters, goes at most {@value #MOST_ITERATIONS} times round, and no text or
 * list grows beyond a bound (so {@code replace} and {@code join} are left out; there are transforms), and what it does for one
 * row is counted ({@link Work}). {@code matches} is RE2, with small patterns only ({@link QuickPattern}).
 */
final class Expressions {
    static final String LOOK_UP = "look_up";

    private static final int MOST_SOURCE = 4_000;
    private static final int MOST_ITERATIONS = 1_000;
    private static final int MOST_ELEMENTS = 1_000;

    private Expressions() {}

    /** Built when the first expression is met: it takes half a second. */
    private static final class Language {
        static final Cel CEL = build();

        private static Cel build() {
            CelOptions options = CelOptions.current()
                    .maxExpressionCodePointSize(MOST_SOURCE)
                    .comprehensionMaxIterations(MOST_ITERATIONS)
                    .maxParseRecursionDepth(60)
                    .enableHeterogeneousNumericComparisons(true)
                    .evaluateCanonicalTypesToNativeValues(true)
                    .build();
            Set<Function> cheap = EnumSet.of(
                    Function.CHAR_AT,
                    Function.LOWER_ASCII,
                    Function.SPLIT,
                    Function.SUBSTRING,
                    Function.TRIM,
                    Function.UPPER_ASCII);
            Set<Function> all = EnumSet.copyOf(cheap);
            all.addAll(Work.SEARCHES);
            return CelFactory.standardCelBuilder()
                    .setOptions(options)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar("row", MapType.create(SimpleType.STRING, SimpleType.DYN))
                    .addVar("run", MapType.create(SimpleType.STRING, SimpleType.DYN))
                    .addVar(LOOK_UP, MapType.create(SimpleType.STRING, SimpleType.DYN))
                    .addCompilerLibraries(CelExtensions.strings(all))
                    .addRuntimeLibraries(CelExtensions.strings(cheap))
                    .setStandardEnvironmentEnabled(false)
                    .setStandardDeclarations(
                            CelStandardDeclarations.newBuilder().build())
                    .setStandardFunctions(CelStandardFunctions.newBuilder()
                            .filterFunctions((function, overload) -> function != StandardFunction.MATCHES
                                    && overload != Arithmetic.ADD_STRING
                                    && overload != Arithmetic.ADD_LIST)
                            .build())
                    .addFunctionBindings(
                            CelFunctionBinding.from("add_string", String.class, String.class, Expressions::joined),
                            CelFunctionBinding.from(
                                    "add_list", Collection.class, Collection.class, Expressions::joinedLists))
                    .build();
        }
    }

    private static Object joined(String one, String other) {
        if (one.length() + other.length() > CelValues.MOST_CHARACTERS) {
            throw new CelValues.TooLongException();
        }
        return one + other;
    }

    private static Object joinedLists(Collection<?> one, Collection<?> other) {
        if (one.size() + other.size() > MOST_ELEMENTS) {
            throw new CelValues.TooLongException();
        }
        List<Object> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** Compiles one expression that looks nothing up. */
    static Expression compile(String cel, Collection<String> names, boolean yesOrNo, Fault fault) {
        return compile(cel, names, yesOrNo, fault, LookUps.none());
    }

    /**
     * Compiles one expression.
     *
     * @param names what {@code row} has
     * @param yesOrNo whether its result must be true or false
     * @param fault why a row is refused for which it cannot be evaluated
     * @param lookUps what {@code look_up} has
     */
    static Expression compile(String cel, Collection<String> names, boolean yesOrNo, Fault fault, LookUps lookUps) {
        CelValidationResult result = Language.CEL.compile(cel);
        if (result.hasError()) {
            CelIssue issue = result.getErrors().get(0);
            throw wrong(
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn() + 1,
                    CelMistake.told(issue.getMessage()));
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            CelType type = tree.getResultType();
            if (yesOrNo && type.kind() != CelKind.BOOL && type.kind() != CelKind.DYN) {
                throw Refused.because(MappingError.CEL_NOT_YES_OR_NO, "type", type.name());
            }
            patterns(tree);
            return new Expression(
                    Language.CEL.createProgram(tree), names(tree, names), looksUp(tree, lookUps), type.kind(), fault);
        } catch (CelValidationException | CelEvaluationException impossible) {
            throw wrong(1, 1, CelMistake.told(impossible.getClass().getSimpleName()));
        }
    }

    /** What a row must hold at least for an expression that compiles to be true; null where that cannot be told. */
    static @Nullable OneOf needed(String cel) {
        try {
            return OneOf.needed(Language.CEL.compile(cel).getAst().getExpr());
        } catch (CelValidationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HubException wrong(int line, int column, Text why) {
        return Refused.because(MappingError.CEL_WRONG, "line", line, "column", column, "why", why);
    }

    /** Patterns that are written out are looked at now, not in the first row. */
    private static void patterns(CelAbstractSyntaxTree tree) {
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL
                        && node.call().function().equals("matches"))
                .map(node -> node.call().args().get(node.call().args().size() - 1))
                .filter(last -> last.getKind() == CelExpr.ExprKind.Kind.CONSTANT)
                .forEach(last -> QuickPattern.of(last.constant().stringValue()));
    }

    /** The names of the row that the expression asks for: all of them where it takes the row as a whole. */
    private static Set<String> names(CelAbstractSyntaxTree tree, Collection<String> known) {
        Set<String> used = new LinkedHashSet<>();
        List<CelNavigableExpr> nodes =
                CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
        for (CelNavigableExpr node : nodes) {
            if (!isIdent(node.expr(), "row")) {
                continue;
            }
            String name = node.parent()
                    .map(parent -> asked(parent.expr(), node.expr()))
                    .orElse(null);
            if (name == null) {
                return new LinkedHashSet<>(known);
            }
            if (!known.contains(name)) {
                throw Refused.because(
                        MappingError.COLUMN_UNKNOWN,
                        "column",
                        name,
                        "nearest",
                        Nearest.closest(name, known),
                        "columns",
                        String.join(", ", known));
            }
            used.add(name);
        }
        return used;
    }

    /** What the expression asks of look-ups, by their names: always {@code look_up.name.column}. */
    private static Map<String, Set<String>> looksUp(CelAbstractSyntaxTree tree, LookUps lookUps) {
        Map<String, Set<String>> used = new LinkedHashMap<>();
        List<CelNavigableExpr> nodes =
                CelNavigableAst.fromAst(tree).getRoot().allNodes().toList();
        for (CelNavigableExpr node : nodes) {
            if (!isIdent(node.expr(), LOOK_UP)) {
                continue;
            }
            CelNavigableExpr one = node.parent().orElse(node);
            String name = asked(one.expr(), node.expr());
            String column =
                    one.parent().map(parent -> asked(parent.expr(), one.expr())).orElse(null);
            lookUps.use(name == null ? "" : name, column == null ? "" : column);
            used.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(column);
        }
        return used;
    }

    static boolean isIdent(CelExpr expression, String name) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().equals(name);
    }

    /** The name in {@code of.name}, {@code has(of.name)} and {@code of["name"]}; else null. */
    static @Nullable String asked(CelExpr parent, CelExpr of) {
        if (parent.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            return parent.select().field();
        }
        if (parent.getKind() == CelExpr.ExprKind.Kind.CALL
                && parent.call().function().equals("_[_]")
                && parent.call().args().get(0).id() == of.id()
                && parent.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            return parent.call().args().get(1).constant().stringValue();
        }
        return null;
    }
}
