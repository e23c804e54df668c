package vn.lienthong.sync;

import java.util.List;
import java.util.Locale;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Text;

/** What would happen if a guard's limit were passed, for the second person. */
final class GuardWords {
    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    private GuardWords() {}

    /** The act in one line, with its figure. */
    static Text what(GuardStop stop, Text job) {
        String vi = number(stop.asked(), VIETNAMESE);
        String en = number(stop.asked(), Locale.ENGLISH);
        return switch (stop.reason()) {
            case DELETES, GONE, EMPTIED ->
                new Text(
                        "Xóa " + vi + " dòng ở đích: " + job.vi(), "Delete " + en + " rows of the target: " + job.en());
            case ROWS_DROP ->
                new Text(
                        "Chạy tiếp dù nguồn mất " + vi + " dòng: " + job.vi(),
                        "Go on with " + en + " rows fewer: " + job.en());
            case REJECTS ->
                new Text(
                        "Chạy tiếp với " + vi + " dòng bị giữ lại: " + job.vi(),
                        "Go on with " + en + " rows quarantined: " + job.en());
        };
    }

    /** The figure beside its limit. */
    static List<Approval.Change> difference(GuardStop stop) {
        return List.of(
                new Approval.Change(
                        new Text("Số dòng, trên tổng số", "Rows, out of all"),
                        new Text(number(stop.of(), VIETNAMESE), number(stop.of(), Locale.ENGLISH)),
                        new Text(number(stop.figure(), VIETNAMESE), number(stop.figure(), Locale.ENGLISH))),
                new Approval.Change(
                        new Text("Ngưỡng của tác vụ, tỷ lệ bây giờ", "Limit of the job, share now"),
                        Text.same(stop.limit()),
                        new Text(share(stop, VIETNAMESE), share(stop, Locale.ENGLISH))));
    }

    private static String share(GuardStop stop, Locale reader) {
        return stop.of() == 0 ? "—" : String.format(reader, "%.1f%%", 100.0 * stop.figure() / stop.of());
    }

    private static String number(long figure, Locale reader) {
        return String.format(reader, "%,d", figure);
    }
}
