package vn.lienthong.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.lienthong.approval.Approval;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.kernel.Text;

/** What keeps a job from doing harm, and where another version of it would keep less. */
final class Protections {
    private static final Text NONE = new Text("không giới hạn", "no limit");

    private final SyncJob before;
    private final SyncJob after;
    private final List<Approval.Change> weaker = new ArrayList<>();

    private Protections(SyncJob before, SyncJob after) {
        this.before = before;
        this.after = after;
    }

    /** Where the other version keeps less; empty where it keeps as much or more. */
    static List<Approval.Change> weakened(SyncJob before, SyncJob after) {
        return new Protections(before, after).compare();
    }

    private List<Approval.Change> compare() {
        limit("guard: stop_if_deletes_above", before.stopIfDeletesAbove(), after.stopIfDeletesAbove());
        limit("guard: stop_if_rows_drop_above", before.stopIfRowsDropAbove(), after.stopIfRowsDropAbove());
        limit("rejects: stop_above", before.rejectsStopAbove(), after.rejectsStopAbove());
        if (harm(after.to()) > harm(before.to())) {
            differs("to: write, deletes", ways(before.to()), ways(after.to()));
        }
        if (!before.to().dataset().equals(after.to().dataset())) {
            differs(
                    "to: dataset",
                    before.to().dataset().toString(),
                    after.to().dataset().toString());
        }
        if (harm(after.to()) > 0
                && !Objects.equals(before.to().scope(), after.to().scope())) {
            differs("to: scope", scope(before.to()), scope(after.to()));
        }
        return weaker;
    }

    private void limit(String name, @Nullable Limit was, @Nullable Limit is) {
        boolean kept = was == null || is != null && is.share() == was.share() && atMost(is.value(), was.value());
        if (!kept) {
            weaker.add(new Approval.Change(
                    Text.same(name), Text.same(was.toString()), is == null ? NONE : Text.same(is.toString())));
        }
    }

    private static boolean atMost(BigDecimal value, BigDecimal most) {
        return value.compareTo(most) <= 0;
    }

    private void differs(String name, String was, String is) {
        weaker.add(new Approval.Change(Text.same(name), Text.same(was), Text.same(is)));
    }

    /** Rows of the target that stay, that are marked, that go. */
    private static int harm(SyncJob.To to) {
        boolean goes = to.deletes() == WriteRequest.Deletes.DELETE || to.write() == WriteRequest.Mode.REPLACE;
        return goes ? 2 : to.deletes() == WriteRequest.Deletes.MARK ? 1 : 0;
    }

    private static String ways(SyncJob.To to) {
        return (to.write() + ", " + to.deletes()).toLowerCase(Locale.ROOT);
    }

    private static String scope(SyncJob.To to) {
        return to.scope().isEmpty() ? "*" : to.scope().toString();
    }
}
