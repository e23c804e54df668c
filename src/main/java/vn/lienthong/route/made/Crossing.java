package vn.lienthong.route.made;

import java.util.Map;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;

/** What a hand-made route may not carry: an unclassified column out of its agency, and anything to where it is handled less carefully. */
final class Crossing {
    private Crossing() {}

    /** @param leaves whether the other end belongs to another agency */
    static void permit(DatasetName from, Column source, DatasetName to, Column target, boolean leaves) {
        if (leaves && source.dataClass() == DataClass.UNCLASSIFIED) {
            throw new HubException(
                    MadeError.UNCLASSIFIED,
                    Map.of("column", source.name(), "dataset", from, "connector", from.connector()));
        }
        if (target.dataClass().below(source.dataClass())) {
            throw new HubException(
                    MadeError.LOWERED, Map.of("column", target.name(), "dataset", to, "source", source.name()));
        }
    }
}
