package vn.lienthong.connector;

import vn.lienthong.kernel.Batch;

/** A way into one dataset for questions that differ each time. One thread at a time asks, which may be another one than the session's. */
public interface Search extends AutoCloseable {
    /**
     * The rows that are looked for, from the one and as many as are wanted, in the order that is asked for and by the dataset's key where
     * that leaves it open. Text is found in NFC and in NFD, and comes as NFC.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where the system does not answer; CONFIGURATION where the dataset is no
     *     longer as it was described
     */
    Batch rows(SearchRequest request);

    /**
     * How many rows are looked for, wherever the part that is wanted begins and ends.
     *
     * @param most where counting stops, so that no question costs more than that
     * @throws vn.lienthong.kernel.HubException as {@link #rows}
     */
    long count(SearchRequest request, long most);

    /** Whether the system compares a column with these texts as the hub does; else it leaves that to whoever asks and gives all rows. */
    boolean tells(ReadRequest.Only only);

    /** Gives up at once, from any thread; a question that waits for its answer then fails. Never throws. */
    @Override
    void close();
}
