package vn.lienthong.connector;

import java.util.Set;
import vn.lienthong.kernel.DatasetName;

/** Which datasets jobs write, so that an examination looks at the rights that takes. The room that keeps the jobs answers; any thread asks. */
@FunctionalInterface
public interface WrittenDatasets {
    /** All of them, of every connector. */
    Set<DatasetName> all();
}
