package vn.lienthong.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of the hub has decided about one room, told by that room. The settings page asks on the reader's thread at each
 * look; whoever tells does not wait for any system, throws nothing, and never tells a secret.
 */
public interface SettingsGroup {
    /** What the lines are about. */
    Text title();

    /** In the order in which they are read. */
    List<Line> lines();

    /**
     * One decision.
     *
     * @param value how it is now
     * @param variable the environment variable that changes it at the next start; null where none does
     * @param advice what is better done about it; null where it is well as it is
     */
    record Line(
            Text name,
            Text value,
            @Nullable String variable,
            @Nullable Text advice) {
        /** One that is well as it is. */
        public Line(Text name, Text value, @Nullable String variable) {
            this(name, value, variable, null);
        }
    }
}
