package vn.lienthong.connector;

import java.util.List;

/** A session that finds rows by what some of their columns hold. */
public interface LooksUp {
    /**
     * Prepares one question that is asked again and again. Opens a way of its own into the system, which counts among those that the
     * connector may have open.
     *
     * @param by the columns whose values are given, at least one
     * @param columns the columns wanted, in the order of the answers' schema
     * @param most most rows of an answer
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where a column is not there, CREDENTIAL or UNAVAILABLE
     */
    LookUp lookUp(Dataset dataset, List<String> by, List<String> columns, int most);

    /**
     * Opens a way of its own for questions whose conditions differ each time; it counts among those that the connector may have open.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where the dataset is not there, CREDENTIAL or UNAVAILABLE
     */
    Search search(Dataset dataset);
}
