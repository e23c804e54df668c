package vn.lienthong.route;

import static vn.lienthong.kernel.Health.State.FAILED;
import static vn.lienthong.kernel.Health.State.GOOD;
import static vn.lienthong.kernel.Health.State.PAUSED;
import static vn.lienthong.kernel.Health.State.SLOW;
import static vn.lienthong.kernel.Health.State.STARTING;
import static vn.lienthong.kernel.Health.State.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Circuit;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.JobRunner.Carrier;

/** Judges a service by facts alone: what its route, its calls of late, its file and its system say. The worst counts. */
final class ServiceHealth {
    /** From these shares of calls that fail, of a hundred, somebody should look, and is needed. */
    private static final int WATCH = 5;

    private static final int ALARM = 50;

    private ServiceHealth() {}

    /**
     * What is known of a service.
     *
     * @param over whether its last day is behind us
     * @param stopped whether a person holds it
     * @param hindrance why it may not answer; null where nothing forbids it
     * @param calls of the last quarter of an hour that were answered, or should have been: what is refused rightly is none of them
     * @param failed how many of them the hub or the system behind failed in
     * @param circuit how the partner fares whom it asks; null where it asks none
     * @param examination what the doctor found last about its system
     */
    record Facts(
            boolean over,
            boolean stopped,
            Carrier carrier,
            @Nullable Text hindrance,
            long calls,
            long failed,
            @Nullable Circuit circuit,
            Examination examination) {}

    /**
     * What the doctor found last.
     *
     * @param passed null where nobody has examined the system since the hub started
     * @param found what failed first; null where nothing did
     */
    record Examination(@Nullable Boolean passed, @Nullable Text found) {
        static final Examination NONE = new Examination(null, null);
    }

    static Health of(Facts facts) {
        if (facts.over()) {
            return health(PAUSED, "over", "Phiên bản này đã ngừng.", "This version has ended.");
        }
        if (facts.stopped()) {
            return health(PAUSED, "stopped", "Người vận hành đã dừng hẳn.", "A person has stopped it.");
        }
        // where several are as bad, the first says why
        List<Health> parts = new ArrayList<>();
        if (facts.circuit() == Circuit.OPEN) {
            parts.add(health(
                    FAILED,
                    "partner-rests",
                    "Đối tác không trả lời nhiều lần liên tiếp nên tạm không hỏi; bên gọi được báo hỏi lại sau. "
                            + "Kiểm tra kết nối, báo đối tác.",
                    "Its partner failed again and again and is left alone for now; callers are told to come again. "
                            + "Examine the connector, tell the partner."));
        }
        if (facts.circuit() == Circuit.HALF_OPEN) {
            parts.add(health(
                    SLOW,
                    "partner-tried",
                    "Đối tác vừa không trả lời; đang thử lại bằng một câu hỏi.",
                    "Its partner failed of late; one question is let through to see whether it answers again."));
        }
        parts.add(answers(facts));
        if (facts.carrier() == Carrier.DEAD) {
            parts.add(health(
                    FAILED,
                    "route-dead",
                    "Tuyến không nhận việc trên máy này. Khởi động lại hệ thống và báo nhà phát triển.",
                    "Its route takes no work on this node. Restart the hub and tell its makers."));
        }
        if (facts.carrier() == Carrier.STARTING) {
            parts.add(health(STARTING, "coming-up", "Các tuyến đang khởi động.", "The hub's routes are starting."));
        }
        if (facts.hindrance() != null) {
            parts.add(new Health(FAILED, "hindered", facts.hindrance()));
        }
        return Health.worst(parts);
    }

    private static Health answers(Facts facts) {
        long calls = facts.calls();
        if (facts.failed() > 0 && facts.failed() * 100 >= calls * WATCH) {
            return health(
                    facts.failed() * 100 >= calls * ALARM ? FAILED : SLOW,
                    "errors",
                    "%d trong %d lượt gọi 15 phút qua không được trả lời.".formatted(facts.failed(), calls),
                    "%d of %d calls in the last 15 minutes were not answered.".formatted(facts.failed(), calls));
        }
        if (calls > 0) {
            return health(GOOD, "answers", "Các lượt gọi vừa qua đều được trả lời.", "Calls of late were answered.");
        }
        Boolean passed = facts.examination().passed();
        Text found = facts.examination().found();
        if (passed == null) {
            return health(
                    UNKNOWN,
                    "unseen",
                    "Chưa có lượt gọi nào, hệ thống phía sau chưa được kiểm tra.",
                    "Nobody has called of late and its system was not examined yet.");
        }
        if (passed) {
            return health(
                    GOOD,
                    "quiet",
                    "Chưa có lượt gọi nào; hệ thống phía sau đã qua kiểm tra.",
                    "Nobody has called of late; its system passed its examination.");
        }
        return found == null
                ? health(
                        FAILED,
                        "unreachable",
                        "Hệ thống phía sau không qua lần kiểm tra gần nhất.",
                        "Its system did not pass its last examination.")
                : new Health(FAILED, "unreachable", found);
    }

    private static Health health(Health.State state, String code, String vi, String en) {
        return new Health(state, code, new Text(vi, en));
    }
}
