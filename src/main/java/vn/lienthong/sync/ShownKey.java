package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.List;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Masking;
import vn.lienthong.kernel.Schema;

/** A row's key as people may see it: each part masked by the class of what it was made of, whichever side the row comes from. */
final class ShownKey {
    private final List<String> key;
    private final Schema mapped;

    /** @param mapped the columns of the mapping, in the data classes of what they read */
    ShownKey(Schema mapped, List<String> key) {
        this.mapped = mapped;
        this.key = key;
    }

    /** The parts one by one. */
    List<String> of(Batch batch, int row) {
        List<String> parts = new ArrayList<>(key.size());
        for (String column : key) {
            String text = KeyText.text(batch.value(row, batch.schema().position(column)));
            parts.add(Masking.of(dataClass(column), text));
        }
        return parts;
    }

    private DataClass dataClass(String column) {
        int position = mapped.position(column);
        return position < 0 ? DataClass.UNCLASSIFIED : mapped.column(position).dataClass();
    }
}
