package vn.lienthong.codelist;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * What would become of a list in use.
 *
 * @param changes by code
 */
record ListPlan(List<Change> changes) {
    /** What happens to a code. */
    enum Kind {
        ADDED,
        ALTERED,
        ENDED
    }

    /** A code with all its entries before and after; one that would be new has none before, one that never came into force none after. */
    record Change(List<CodeList.Entry> before, List<CodeList.Entry> after) {
        public String code() {
            return any().code();
        }

        public String name() {
            return any().name();
        }

        private CodeList.Entry any() {
            return after.isEmpty() ? before.get(0) : after.get(after.size() - 1);
        }

        public Kind kind() {
            if (before.isEmpty()) {
                return Kind.ADDED;
            }
            return after.isEmpty() || endless(before).equals(endless(after)) && sooner() ? Kind.ENDED : Kind.ALTERED;
        }

        private static List<CodeList.Entry> endless(List<CodeList.Entry> entries) {
            return entries.stream().map(entry -> entry.until(null)).toList();
        }

        private boolean sooner() {
            for (int i = 0; i < after.size(); i++) {
                LocalDate was = before.get(i).lastDay();
                LocalDate is = after.get(i).lastDay();
                if (was != null && (is == null || is.isAfter(was))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What makes one list of another that has the same file. */
    static ListPlan of(CodeList inUse, CodeList drafted) {
        TreeSet<String> codes = new TreeSet<>(inUse.amendedCodes());
        codes.addAll(drafted.amendedCodes());
        List<Change> changes = new ArrayList<>();
        for (String code : codes) {
            Change change = new Change(inUse.of(code), drafted.of(code));
            if (!change.before().equals(change.after())) {
                changes.add(change);
            }
        }
        return new ListPlan(List.copyOf(changes));
    }

    List<Change> of(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    Amendments.Counts counts() {
        return new Amendments.Counts(
                of(Kind.ADDED).size(), of(Kind.ALTERED).size(), of(Kind.ENDED).size());
    }

    /** The same for the same changes of the same codes, and for no others. */
    String mark() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Change change : changes) {
                String text = change.before() + "\n" + change.after();
                digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has it", impossible);
        }
    }
}
