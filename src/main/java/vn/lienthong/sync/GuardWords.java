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

    /** What would happen that has not, and the limit that stays. */
    static List<Approval.Change> difference(GuardStop stop) {
        return List.of(
                new Approval.Change(
                        name(stop.reason()),
                        new Text("chưa: lần chạy đang chờ", "not yet: the run waits"),
                        new Text(
                                number(stop.asked(), VIETNAMESE) + share(stop, VIETNAMESE),
                                number(stop.asked(), Locale.ENGLISH) + share(stop, Locale.ENGLISH))),
                new Approval.Change(
                        new Text("Giới hạn của tác vụ", "Limit of the job"),
                        Text.same(stop.limit()),
                        new Text(stop.limit() + ", như cũ", stop.limit() + ", as before")));
    }

    private static Text name(GuardStop.Reason reason) {
        return switch (reason) {
            case DELETES, GONE, EMPTIED -> new Text("Dòng bị xóa ở đích", "Rows deleted in the target");
            case ROWS_DROP -> new Text("Dòng nguồn không còn", "Rows that the source no longer has");
            case REJECTS -> new Text("Dòng bị giữ lại", "Rows quarantined");
        };
    }

    /** What the guard found, out of all. */
    private static String share(GuardStop stop, Locale reader) {
        boolean vietnamese = reader.equals(VIETNAMESE);
        String of = (vietnamese ? " trong " : " of ") + number(stop.of(), reader);
        return stop.of() == 0 ? "" : of + String.format(reader, " (%.1f%%)", 100.0 * stop.figure() / stop.of());
    }

    private static String number(long figure, Locale reader) {
        return String.format(reader, "%,d", figure);
    }
}
