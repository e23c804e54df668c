package vn.lienthong.connector;

import java.util.List;
import vn.lienthong.kernel.Batch;

/** A prepared question. One thread at a time asks, which may be another one than the session's. */
public interface LookUp extends AutoCloseable {
    /**
     * The rows that hold these values, in no order. A system may also give rows that it takes for equal and the hub does not, e.g.
     * by the case of letters: whoever asks looks at each again. Text is found in NFC and in NFD, and comes as NFC.
     *
     * @param values one for each column asked by, of its {@link vn.lienthong.kernel.ValueType#javaType()}; none is null
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE where the system does not answer; CONFIGURATION where the dataset is no
     *     longer as it was when the question was prepared
     */
    Batch find(List<Object> values);

    /** Gives up at once, from any thread; a question that waits for its answer then fails. Never throws. */
    @Override
    void close();
}
