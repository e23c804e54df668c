package vn.lienthong.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.mapping.Mapped;
import vn.lienthong.quarantine.SuppressedRows;

/** Leaves out the rows of persons who were erased, as if a rule skipped them. Costs nothing where there are none. */
final class LeftOut {
    private final SuppressedRows suppressed;
    private final List<String> key;
    private long rows;

    LeftOut(SuppressedRows suppressed, List<String> key) {
        this.suppressed = suppressed;
        this.key = key;
    }

    /** How many rows were left out so far. */
    long rows() {
        return rows;
    }

    /** The same batch without those rows: they are counted as skipped, are not rejected and do not keep a target row. */
    Mapped of(Batch source, Mapped mapped) {
        if (suppressed.isEmpty()) {
            return mapped;
        }
        Set<Long> out = new HashSet<>(ordinals(source, mapped.accepted()));
        byKey(mapped.kept(), out);
        if (out.isEmpty()) {
            return mapped;
        }
        Batch accepted = ChosenRows.without(mapped.accepted(), out);
        List<Rejection> rejected = mapped.rejected().stream()
                .filter(rejection -> !out.contains(rejection.ordinal()))
                .toList();
        int newlySkipped =
                mapped.accepted().size() - accepted.size() + mapped.rejected().size() - rejected.size();
        rows += newlySkipped;
        return new Mapped(
                accepted,
                rejected,
                mapped.skipped() + newlySkipped,
                ChosenRows.without(mapped.kept(), out),
                mapped.keyUnknown());
    }

    /**
     * The source rows that belong to persons who were erased, by their ordinals.
     *
     * @param keys target rows of these, as far as they are known; null where they have no key
     */
    Set<Long> ordinals(Batch source, @Nullable Batch keys) {
        Set<Long> out = new HashSet<>();
        byValue(source, out);
        if (keys != null) {
            byKey(keys, out);
        }
        return out;
    }

    private void byValue(Batch source, Set<Long> out) {
        for (String column : suppressed.columns()) {
            int position = source.schema().position(column);
            for (int row = 0; position >= 0 && row < source.size(); row++) {
                if (suppressed.hasValue(column, KeyText.text(source.value(row, position)))) {
                    out.add(source.ordinal(row));
                }
            }
        }
    }

    private void byKey(Batch target, Set<Long> out) {
        if (key.isEmpty() || target.size() == 0 || !suppressed.asksKeys()) {
            return;
        }
        KeyText text = new KeyText(target.schema(), key);
        for (int row = 0; row < target.size(); row++) {
            if (suppressed.hasKey(text.of(target, row))) {
                out.add(target.ordinal(row));
            }
        }
    }
}
