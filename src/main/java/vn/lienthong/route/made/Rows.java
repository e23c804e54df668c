package vn.lienthong.route.made;

import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.DatasetName;

/**
 * What travels on a hand-made route: rows of one dataset. No expression sees into them, and they never print what they hold.
 *
 * @param from where they come from
 */
record Rows(DatasetName from, Batch batch) {
    @Override
    public String toString() {
        return batch.size() + " rows of " + from;
    }
}
