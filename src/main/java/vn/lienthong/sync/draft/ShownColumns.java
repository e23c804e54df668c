package vn.lienthong.sync.draft;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a trial's rows stand side by side: what identifies a row, what is refused or changed, and the field that is open. All
 * of them would push what matters off the screen.
 *
 * @param before positions in the source columns of the trial
 * @param after positions in the fields of the trial
 * @param all whether nothing is left out
 */
record ShownColumns(List<Integer> before, List<Integer> after, boolean all) {
    private static final int MOST = 5;

    static ShownColumns of(
            SeenTrial trial,
            List<SeenTrial.Line> rows,
            List<MappingLook.Field> fields,
            List<String> key,
            @Nullable String chosen,
            boolean all) {
        if (all) {
            return new ShownColumns(
                    upTo(trial.before().size()), upTo(trial.after().size()), true);
        }
        Set<Integer> after = new LinkedHashSet<>();
        key.forEach(field -> add(after, trial.after().indexOf(field)));
        add(after, chosen == null ? -1 : trial.after().indexOf(chosen));
        rows.forEach(row -> add(after, row.field() == null ? -1 : trial.after().indexOf(row.field())));
        for (int field = 0; field < trial.after().size() && after.size() < MOST; field++) {
            int at = field;
            if (rows.stream().anyMatch(row -> row.after().get(at).changed())) {
                after.add(field);
            }
        }
        for (int field = 0; field < trial.after().size() && after.size() < MOST; field++) {
            after.add(field);
        }
        Set<Integer> before = new TreeSet<>();
        after.forEach(field -> fields.stream()
                .filter(one -> one.name().equals(trial.after().get(field)))
                .forEach(one -> reads(one, trial.before()).forEach(before::add)));
        return new ShownColumns(List.copyOf(before), List.copyOf(after), false);
    }

    private static void add(Set<Integer> positions, int position) {
        if (position >= 0 && positions.size() <= MOST) {
            positions.add(position);
        }
    }

    private static List<Integer> upTo(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static List<Integer> reads(MappingLook.Field field, List<String> columns) {
        boolean expression = field.origin() == MappingLook.Origin.EXPRESSION;
        return IntStream.range(0, columns.size())
                .filter(at -> expression
                        ? field.from().contains(columns.get(at))
                        : field.origin() == MappingLook.Origin.COLUMN
                                && field.from().equals(columns.get(at)))
                .boxed()
                .toList();
    }
}
