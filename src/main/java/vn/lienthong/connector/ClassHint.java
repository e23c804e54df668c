package vn.lienthong.connector;

import java.util.Optional;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Text;

/**
 * A data class that the hub suggests for a column, for a person to decide.
 *
 * @param column the column as its system spells it
 * @param dataClass never {@link DataClass#UNCLASSIFIED}
 * @param reason what it is concluded from, as a clause without a full stop; never a value
 */
public record ClassHint(String column, DataClass dataClass, Text reason) {
    /** What the name of a column suggests; empty where it says nothing. Any thread; no system is asked. */
    public static Optional<ClassHint> ofName(String column) {
        return ColumnWords.SHIPPED.hint(column);
    }
}
