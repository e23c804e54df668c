package vn.lienthong.connector;

import java.util.List;
import java.util.Optional;
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
     * What is remembered of a row that a job sends there by itself; no system is asked. Empty where a type remembers nothing, or has not
     * sent the row to where it would send it now.
     *
     * @param from the dataset, by its name in the system
     * @param key the values of the key's columns, in their order, of their types or as text
     */
    default Optional<Outbox.Entry> remembered(String from, JobName job, List<Object> key) {
        return Optional.empty();
    }

    /**
     * How rows get into a dataset; no system is asked.
     *
     * @param from the dataset, by its name in the system
     */
    default Delivery delivery(String from) {
        return Delivery.TOGETHER;
    }
}
