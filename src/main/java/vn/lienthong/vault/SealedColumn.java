package vn.lienthong.vault;

import java.util.List;

/**
 * A column in which a room keeps what the vault sealed. Beside it stands {@code <column>_key}, which refers to the key. Names come
 * from the code, never from outside.
 *
 * @param table its table
 * @param column the sealed bytes
 * @param place what they were sealed for, with {@code %s} where a value of the row belongs: {@code person/%s/second-factor}
 * @param of the columns of those values, in this order
 */
public record SealedColumn(String table, String column, String place, List<String> of) {
    /** A column whose bytes are sealed for the same place in every row. */
    public SealedColumn(String table, String column, String place) {
        this(table, column, place, List.of());
    }
}
