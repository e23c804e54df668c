package vn.lienthong.route.made;

import java.util.ArrayList;
import java.util.List;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Schema;

/** The keys of what travels to a step, as text: by them people look for what failed. */
final class TurnKeys {
    /** What is longer is nobody's key. */
    private static final int MOST_KEY = 100;

    private TurnKeys() {}

    /** Of a write with a key that key, of a question what is asked by, else every value. */
    static List<String> of(Reach reach, Rows rows) {
        Schema schema = rows.batch().schema();
        List<String> wanted = reach.act().equals("write") && reach.upsert()
                ? reach.key().stream().map(key -> source(reach, key)).toList()
                : reach.act().equals("call") && !reach.columns().isEmpty()
                        ? reach.columns().stream().map(Reach.Pair::source).toList()
                        : schema.columns().stream().map(Column::name).toList();
        List<String> keys = new ArrayList<>();
        for (String column : wanted) {
            int at = schema.position(column);
            for (int row = 0; at >= 0 && row < rows.batch().size(); row++) {
                String text = TurnContent.text(rows.batch().value(row, at));
                if (text != null && text.length() <= MOST_KEY) {
                    keys.add(text);
                }
            }
        }
        return keys;
    }

    private static String source(Reach reach, String target) {
        return reach.columns().stream()
                .filter(pair -> pair.target().equals(target))
                .map(Reach.Pair::source)
                .findFirst()
                .orElse(target);
    }
}
