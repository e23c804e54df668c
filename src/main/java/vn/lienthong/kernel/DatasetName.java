package vn.lienthong.kernel;

import java.util.Map;

/** A dataset of one connector, written {@code connector/dataset}. The dataset part may hold any printable text without a slash. */
public record DatasetName(ConnectorName connector, String dataset) {
    public DatasetName {
        if (dataset.isBlank() || dataset.length() > 200 || dataset.indexOf('/') >= 0) {
            throw new HubException(KernelError.DATASET_NAME_INVALID, Map.of("name", connector + "/" + dataset));
        }
    }

    /** Reads {@code smas-hanoi/pupils}. */
    public static DatasetName parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0) {
            throw new HubException(KernelError.DATASET_NAME_INVALID, Map.of("name", text));
        }
        return new DatasetName(new ConnectorName(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return connector + "/" + dataset;
    }
}
