package vn.lienthong.agency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * What would become of the tree, and what stands in the way.
 *
 * @param changes in the order in which they were wanted
 * @param unchanged how many are wanted as they are
 * @param faults what is wrong; with one of them nothing is done
 */
record TreePlan(List<Change> changes, int unchanged, List<Fault> faults) {
    /** What becomes of an agency. */
    enum Kind {
        ADDED,
        ALTERED,
        MOVED
    }

    /**
     * One agency that would be another.
     *
     * @param before null where it is new
     * @param from where it stood, or what is known under its code was seen from; null at the top
     * @param reaches whether other people reach it, or what is known under its code, than now
     */
    record Change(
            @Nullable Agency before, Agency after, @Nullable AgencyCode from, boolean reaches) {
        Kind kind() {
            return before == null ? Kind.ADDED : reaches ? Kind.MOVED : Kind.ALTERED;
        }
    }

    /**
     * What is wrong with one of them.
     *
     * @param place the cell, empty where it stands alone
     */
    record Fault(Text place, HubException wrong) {}

    List<Change> of(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    /** Those by which reach changes: they take a second person. */
    public List<Change> moves() {
        return changes.stream().filter(Change::reaches).toList();
    }

    /** The agencies that answer for where those come from and where they go; null for the platform. */
    List<@Nullable AgencyCode> between() {
        return moves().stream()
                .<@Nullable AgencyCode>flatMap(
                        move -> sides(move.from(), move.after().parent()))
                .toList();
    }

    private static Stream<@Nullable AgencyCode> sides(@Nullable AgencyCode from, @Nullable AgencyCode to) {
        List<@Nullable AgencyCode> sides = new ArrayList<>();
        sides.add(from);
        sides.add(to);
        return sides.stream();
    }

    /** The same for the same changes of the same tree, and for no others. */
    String mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Change change : changes) {
                for (Object part : new Object[] {change.before(), change.after(), change.from(), change.reaches()}) {
                    byte[] text = Objects.toString(part).getBytes(StandardCharsets.UTF_8);
                    digest.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
                    digest.update(text);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has it", impossible);
        }
    }
}
