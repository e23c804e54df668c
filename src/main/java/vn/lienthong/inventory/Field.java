package vn.lienthong.inventory;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Folded;

/**
 * A column of a dataset as it is compared with others.
 *
 * @param plain its name in plain words
 * @param family what kind of value it has, roughly: columns of two families are never the same
 * @param concept what it says, null where that is not known
 * @param lists the code lists through which jobs translate it
 */
record Field(
        String column,
        String plain,
        String family,
        String dataClass,
        @Nullable Concept concept,
        Set<String> lists) {
    static Field of(SeenDataset.Col column, Concepts concepts, Set<String> lists) {
        return new Field(
                column.name(),
                Folded.words(column.name()),
                family(column.type()),
                column.dataClass(),
                concepts.of(column.name()),
                lists);
    }

    private static String family(String type) {
        return switch (type) {
            case "date", "timestamp", "moment" -> "time";
            case "boolean" -> "boolean";
            case "bytes" -> "bytes";
            // codes and numbers stand as text here and as numbers there
            default -> "text";
        };
    }

    boolean technical() {
        return concept != null && concept.technical();
    }

    boolean compares() {
        return concept != null && concept.compares();
    }

    boolean identifies() {
        return concept != null && concept.identifies();
    }
}
