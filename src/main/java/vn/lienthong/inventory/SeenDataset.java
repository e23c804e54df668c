package vn.lienthong.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset as it was seen behind a connector.
 *
 * @param rows about how many, null where its system does not say
 * @param kinds the kinds of data that its name tells
 * @param key the columns that identify a row
 */
record SeenDataset(
        String connector,
        String dataset,
        @Nullable Long rows,
        List<String> kinds,
        List<String> key,
        List<Col> columns) {
    /**
     * One of its columns.
     *
     * @param type the kind of value, as the hub reads it
     * @param dataClass how carefully it is handled, by code
     */
    record Col(String name, String type, String dataClass) {
        /** Whether it tells something of people. */
        public boolean personal() {
            return dataClass.equals("personal") || dataClass.equals("sensitive");
        }
    }

    public boolean personal() {
        return columns.stream().anyMatch(Col::personal);
    }
}
