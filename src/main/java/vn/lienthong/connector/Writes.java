package vn.lienthong.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.JobName;

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
     * Forgets what is remembered of rows that a job has written, because their person is erased; the system itself is not touched. A type
     * that remembers nothing has nothing to do.
     *
     * @param keys the values of the key's columns, in their order
     */
    default void forget(Dataset target, JobName job, List<List<@Nullable Object>> keys) {}

    /**
     * How rows get into a dataset; no system is asked.
     *
     * @param from the dataset, by its name in the system
     */
    default Delivery delivery(String from) {
        return Delivery.TOGETHER;
    }
}
