package vn.lienthong.inventory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/**
 * What a file would do to the inventory.
 *
 * @param changes in the order of the file
 * @param unchanged how many rows say what there is already
 * @param faults rows that cannot be written
 */
record ImportPlan(List<Change> changes, int unchanged, List<Fault> faults) {
    /**
     * A system that would be new or another.
     *
     * @param before null where it is new
     */
    record Change(KnownSystem after, @Nullable KnownSystem before) {
        /** The fields that would be others, with both texts. */
        public List<Difference> differences() {
            Map<String, String> was = before == null ? Map.of() : SystemFields.texts(before);
            Map<String, String> is = SystemFields.texts(after);
            List<Difference> differences = new ArrayList<>();
            for (SystemFields field : SystemFields.values()) {
                String old = was.getOrDefault(field.id(), "");
                String fresh = is.getOrDefault(field.id(), "");
                if (!old.equals(fresh)) {
                    differences.add(new Difference(new Text(field.vietnamese(), field.english()), old, fresh));
                }
            }
            return differences;
        }
    }

    /** A field of a system, before and after. */
    record Difference(Text field, String before, String after) {}

    /**
     * A row that cannot be written.
     *
     * @param place its cell
     */
    record Fault(Text place, Text problem, Text remedy) {}

    List<Change> added() {
        return changes.stream().filter(change -> change.before() == null).toList();
    }

    List<Change> altered() {
        return changes.stream().filter(change -> change.before() != null).toList();
    }

    /** How many rows are not written; one row may have several faults. */
    int faulty() {
        return (int) faults.stream().map(fault -> row(fault.place())).distinct().count();
    }

    /** The place without its column: cells of a row lie in one line of a sheet. */
    private static String row(Text place) {
        return place.vi().replaceAll("[A-Z]+(?=\\d+$)", "");
    }

    /** The same for the same changes of the same inventory, and for no others. */
    String mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Change change : changes) {
                KnownSystem before = change.before();
                String text =
                        SystemFields.texts(change.after()) + "\n" + (before == null ? "-" : "" + before.version());
                digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has it", impossible);
        }
    }
}
