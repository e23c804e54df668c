package vn.lienthong.connector;

import java.util.List;

/** A session that can say what is in its system. */
public interface Discovers {
    /** Every dataset this user may see, with columns, key and row estimate. Takes catalogue data only, never counts rows. */
    List<Dataset> discover();

    /**
     * One dataset by its name in the system (e.g. {@code public.hoc_sinh}); schema and key as they are now.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION when there is none, naming the nearest
     */
    Dataset describe(String from);
}
