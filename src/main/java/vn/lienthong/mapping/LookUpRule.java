package vn.lienthong.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.DatasetName;

/**
 * A look-up as written: whom a mapping asks, and with what of each row.
 *
 * @param name how rules call it: {@code look_up.<name>.<column>}
 * @param line where it stands
 * @param ask the connector, and the operation or dataset that answers
 * @param with for each input the rule that makes its value, as under {@code map}
 * @param cache how long an answer holds, as written: {@code 1d}; null where nothing is said
 * @param atOnce how many questions may be under way at once; 0 where nothing is said
 */
public record LookUpRule(
        String name,
        int line,
        DatasetName ask,
        List<FieldRule> with,
        @Nullable String cache,
        int atOnce) {
    public LookUpRule {
        with = List.copyOf(with);
    }
}
