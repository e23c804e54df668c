package vn.lienthong.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Nearest;
import vn.lienthong.kernel.Schema;

/** The look-ups of a mapping while its rules are compiled: what they may use of each, and what they do use. */
final class LookUps {
    private final Map<String, One> all = new LinkedHashMap<>();

    /**
     * A look-up.
     *
     * @param shape null where its system was not asked
     * @param with what makes the values of its inputs
     * @param used the columns of its answer that rules use
     */
    record One(LookUpRule rule, @Nullable LookUpShape shape, List<CompiledField> with, Set<String> used) {
        One(LookUpRule rule, @Nullable LookUpShape shape, List<CompiledField> with) {
            this(rule, shape, List.copyOf(with), new LinkedHashSet<>());
        }

        /** The source columns that it asks with. */
        Set<String> reads() {
            Set<String> reads = new HashSet<>();
            with.forEach(field -> reads.addAll(field.reads()));
            return reads;
        }

        Inquiry inquiry() {
            List<Column> input = with.stream().map(CompiledField::column).toList();
            return new Inquiry(rule, new Schema(input), List.copyOf(used));
        }

        boolean required(String input) {
            return shape != null && shape.required().contains(input);
        }
    }

    static LookUps none() {
        return new LookUps();
    }

    void add(One one) {
        all.put(one.rule().name(), one);
    }

    Collection<One> all() {
        return all.values();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    One get(String name) {
        return all.get(name);
    }

    /** Notes that an expression uses a column of an answer; refuses what is not there. */
    void use(String name, String column) {
        One one = all.get(name);
        if (one == null) {
            throw Refused.because(
                    MappingError.LOOK_UP_UNKNOWN,
                    "name",
                    name,
                    "nearest",
                    Nearest.closest(name, all.keySet()),
                    "known",
                    String.join(", ", all.keySet()));
        }
        if (ReplyInWords.OWN.contains(column)) {
            return;
        }
        LookUpShape shape = one.shape();
        if (shape != null && shape.output().column(column) == null) {
            List<String> known = new ArrayList<>(ReplyInWords.OWN);
            shape.output().columns().forEach(each -> known.add(each.name()));
            known.sort(null);
            throw Refused.because(
                    MappingError.LOOK_UP_COLUMN_UNKNOWN,
                    "name",
                    name,
                    "ask",
                    one.rule().ask(),
                    "column",
                    column,
                    "nearest",
                    Nearest.closest(column, known),
                    "known",
                    String.join(", ", known));
        }
        one.used().add(column);
    }

    /** The source columns that decide what these look-ups answer. */
    Set<String> reads(Collection<String> names) {
        Set<String> reads = new HashSet<>();
        names.forEach(name -> reads.addAll(all.get(name).reads()));
        return reads;
    }

    /** The class of what is used of these look-ups' answers; null where nothing is, beside whether there is one. */
    @Nullable
    DataClass classOf(Map<String, Set<String>> uses) {
        return answers(uses).stream()
                .map(answer -> {
                    LookUpShape shape = all.get(answer.lookUp()).shape();
                    Column column = shape == null ? null : shape.output().column(answer.column());
                    return column == null ? DataClass.UNCLASSIFIED : column.dataClass();
                })
                .reduce(DataClass::stricter)
                .orElse(null);
    }

    /** What of others' systems these uses bring in. */
    Set<Carried.Answer> answers(Map<String, Set<String>> uses) {
        Set<Carried.Answer> answers = new LinkedHashSet<>();
        uses.forEach((name, columns) -> columns.stream()
                .filter(column -> !ReplyInWords.OWN.contains(column))
                .forEach(column -> answers.add(
                        new Carried.Answer(name, all.get(name).rule().ask(), column))));
        return answers;
    }
}
