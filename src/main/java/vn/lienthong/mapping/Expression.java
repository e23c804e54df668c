package vn.lienthong.mapping;

import dev.cel.common.types.CelKind;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.ValueType;

/** A compiled expression. */
final class Expression {
    private final CelRuntime.Program program;
    private final Set<String> names;
    private final Map<String, Set<String>> looksUp;
    private final CelKind kind;
    private final Fault fault;
    private final AtomicReference<@Nullable Work> idle = new AtomicReference<>();
    private volatile @Nullable Known known;

    Expression(
            CelRuntime.Program program,
            Set<String> names,
            Map<String, Set<String>> looksUp,
            CelKind kind,
            Fault fault) {
        this.program = program;
        this.names = names;
        this.looksUp = looksUp;
        this.kind = kind;
        this.fault = fault;
    }

    /** What of the row it asks for. */
    Set<String> names() {
        return names;
    }

    /** The columns of answers it asks for, by look-up; empty where it needs no answer. */
    Map<String, Set<String>> looksUp() {
        return looksUp;
    }

    /** Why a row is refused for which it has no usable result. */
    Fault fault() {
        return fault;
    }

    /** What its result is; null where that shows only in each row. */
    @Nullable
    ValueType type() {
        return switch (kind) {
            case STRING -> ValueType.TEXT;
            case INT, UINT -> ValueType.INTEGER;
            case DOUBLE -> ValueType.DECIMAL;
            case BOOL -> ValueType.BOOLEAN;
            case TIMESTAMP -> ValueType.MOMENT;
            case BYTES -> ValueType.BYTES;
            default -> null;
        };
    }

    /** A pattern with what it was compiled to; mostly an expression has one, the same for every row. */
    private record Known(String written, QuickPattern compiled) {}

    private QuickPattern pattern(String written) {
        Known before = known;
        if (before != null && before.written().equals(written)) {
            return before.compiled();
        }
        QuickPattern compiled = QuickPattern.of(written);
        known = new Known(written, compiled);
        return compiled;
    }

    /** The value, null, or a {@link Fault}: mostly {@link #fault()}, else why a look-up has no answer. What CEL says of a failure may hold row content, so it goes nowhere. */
    @Nullable
    Object evaluate(Map<String, Object> words, Cells cells, int row) {
        Fault unanswered = looksUp.isEmpty() ? null : cells.asked().refusal(looksUp, row);
        if (unanswered != null) {
            return unanswered;
        }
        CelVariableResolver variables = name -> Optional.of(
                switch (name) {
                    case "row" -> words;
                    case Expressions.LOOK_UP -> cells.asked().inWords(row);
                    default -> cells.runInWords();
                });
        Work kept = idle.getAndSet(null);
        Work work = kept == null ? new Work(this::pattern) : kept;
        try {
            return CelValues.fromCel(program.trace(variables, work.functions(), work), cells.zone(), fault);
        } catch (CelEvaluationException | CelValues.TooLongException | HubException failed) {
            return fault;
        } finally {
            work.forget();
            idle.set(work);
        }
    }
}
