package vn.lienthong.connector;

import java.util.List;

/** A session that can write rows. */
public interface Writes {
    /** Opens a writer for one run into one dataset. The target is not touched before {@link Writer#takeOver}. */
    Writer writer(Dataset target, WriteRequest request);

    /**
     * Refuses what cannot be written so, as far as the settings tell; no system is asked.
     *
     * @param from the dataset, by its name in the system
     * @param key the columns that identify a row
     * @throws vn.lienthong.kernel.HubException CONFIGURATION with what is to be changed
     */
    default void permit(String from, WriteRequest.Mode mode, WriteRequest.Deletes deletes, List<String> key) {}

    /**
     * Whether the system can tell a row that comes again from a new one, or the hub can find out. Where not, a row whose answer was lost
     * is sent again and may stand there twice: at least once.
     *
     * @param from the dataset, by its name in the system
     */
    default boolean tellsDuplicates(String from) {
        return true;
    }
}
