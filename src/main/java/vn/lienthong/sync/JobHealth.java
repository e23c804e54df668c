package vn.lienthong.sync;

import static vn.lienthong.kernel.Health.State.FAILED;
import static vn.lienthong.kernel.Health.State.GOOD;
import static vn.lienthong.kernel.Health.State.PAUSED;
import static vn.lienthong.kernel.Health.State.SLOW;
import static vn.lienthong.kernel.Health.State.STARTING;
import static vn.lienthong.kernel.Health.State.UNKNOWN;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;

/** Judges a job by facts alone: what its route, its newest run, its promise, its source's log and its partners say. The worst counts. */
final class JobHealth {
    /** A job may be late by half of its interval, and this long, before anybody is bothered. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy").withZone(Calendar.ZONE);

    private final JobFacts facts;
    private final Instant now;

    private JobHealth(JobFacts facts, Instant now) {
        this.facts = facts;
        this.now = now;
    }

    static Health of(JobFacts facts, Instant now) {
        return new JobHealth(facts, now).judge(true);
    }

    /** The same, whatever its source's log has grown to: whoever is told of that apart does not miss what else is so. */
    static Health besideLog(JobFacts facts, Instant now) {
        return new JobHealth(facts, now).judge(false);
    }

    private Health judge(boolean withLog) {
        List<Health> parts = new ArrayList<>();
        Run newest = facts.newest();
        boolean held = facts.standing() != RunControl.Standing.ON
                && (newest == null || !newest.state().active());
        parts.add(held ? held() : facts.job().follows() ? following(newest) : lastRun(newest));
        if (!held) {
            carrier(parts);
            if (facts.standing() == RunControl.Standing.ON) {
                schedule(parts);
                promise(parts, newest);
            }
            partners(parts);
        }
        if (withLog) {
            log(parts);
        }
        return Health.worst(parts);
    }

    private Health held() {
        return facts.standing() == RunControl.Standing.STOPPED
                ? health(PAUSED, "stopped", "Người vận hành đã dừng hẳn.", "A person has stopped it.")
                : health(
                        PAUSED,
                        "paused-schedule",
                        "Người vận hành đã tạm dừng lịch chạy.",
                        "A person has paused its schedule.");
    }

    private static Health lastRun(@Nullable Run newest) {
        if (newest == null) {
            return never();
        }
        return switch (newest.state()) {
            case PLANNED -> health(STARTING, "planned", "Lần chạy sắp bắt đầu.", "A run is about to begin.");
            case RUNNING -> health(GOOD, "running", "Dòng đang đi qua.", "Rows are moving now.");
            case PAUSED -> failing(newest, SLOW, "paused");
            case WAITING -> waiting();
            case DONE -> health(GOOD, "done", "Lần chạy gần nhất tới đích đủ.", "The last run brought every row.");
            case DONE_WITH_REJECTIONS ->
                health(
                        GOOD,
                        "rejections",
                        "Lần chạy gần nhất xong, có dòng vào khu cách ly.",
                        "The last run ended; some rows wait in quarantine.");
            case FAILED -> failing(newest, FAILED, "failed");
            case CANCELLED ->
                health(
                        PAUSED,
                        "cancelled",
                        "Người vận hành đã hủy lần chạy gần nhất.",
                        "A person has ended the last run.");
        };
    }

    /** One that follows has no success to be late for: it is well while its source is heard and everything has arrived. */
    private Health following(@Nullable Run newest) {
        if (newest == null) {
            return never();
        }
        return switch (newest.state()) {
            case RUNNING -> heard(newest, facts.followed());
            case WAITING -> waiting();
            // whatever the reason, changes do not arrive
            case PAUSED -> failing(newest, FAILED, "retrying");
            case FAILED -> failing(newest, FAILED, "failed");
            case PLANNED -> lastRun(newest);
            case DONE, DONE_WITH_REJECTIONS, CANCELLED -> catchingUp();
        };
    }

    private Health heard(Run running, Follows.@Nullable Standing followed) {
        if (followed == null || !followed.heardIn(running)) {
            boolean reading = running.expected() != null || running.counts().read() > 0;
            return reading
                    ? health(
                            STARTING,
                            "first-read",
                            "Đang đọc toàn bộ nguồn lần đầu.",
                            "The source is being read whole for the first time.")
                    : catchingUp();
        }
        if (followed.silent(now)) {
            return health(
                    FAILED,
                    "silent",
                    "Không nghe được nguồn quá 10 giây: thay đổi không tới.",
                    "The source was not heard of for over 10 seconds: changes do not arrive.");
        }
        return followed.inStep()
                ? health(
                        GOOD,
                        "following",
                        "Nguồn vẫn nghe được, mọi thay đổi đã tới.",
                        "The source is heard and every change has arrived.")
                : catchingUp();
    }

    private void carrier(List<Health> parts) {
        switch (facts.carrier()) {
            case READY -> {}
            case STARTING ->
                parts.add(health(STARTING, "coming-up", "Các tuyến đang khởi động.", "The hub's routes are starting."));
            case DEAD ->
                parts.add(health(
                        FAILED,
                        "route-dead",
                        "Tuyến không nhận việc trên máy này. Khởi động lại hệ thống và báo nhà phát triển.",
                        "Its route takes no work on this node. Restart the hub and tell its makers."));
        }
    }

    /** A target that is older than the schedule allows is late, also while a run is at work. */
    private void schedule(List<Health> parts) {
        Timing timing = facts.job().timing();
        Run good = facts.good();
        if (timing == null || facts.job().follows() || good == null || good.finished() == null) {
            return;
        }
        Instant success = good.finished();
        Duration patience = timing.interval(success).dividedBy(2).plus(GRACE);
        Instant due = timing.next(success);
        if (due.equals(Instant.MAX)) {
            return;
        }
        if (now.isAfter(facts.closures().after(due, patience))) {
            Text age = words(Duration.between(success, now));
            Text schedule = ScheduleWords.of(facts.job());
            parts.add(health(
                    SLOW,
                    "late",
                    "Lần tốt gần nhất cách đây %s; lịch: %s.".formatted(age.vi(), schedule.vi()),
                    "The last good run ended %s ago; the schedule: %s.".formatted(age.en(), schedule.en())));
        }
    }

    /** A broken promise is red, unless a person has to decide: then that is what there is to do. */
    private void promise(List<Health> parts, @Nullable Run newest) {
        Promise promise = facts.job().promise();
        if (promise == null || newest != null && newest.state() == RunState.WAITING) {
            return;
        }
        // the first read of a source that is followed takes as long as it takes
        Instant asked = newest == null || facts.job().follows() ? null : newest.requested();
        promise.brokenAt(facts.fresh(), asked, now, facts.calendar(), facts.closures())
                .ifPresent(due -> parts.add(overdue(promise)));
    }

    private Health overdue(Promise promise) {
        Text last = last();
        return health(
                FAILED,
                "overdue",
                "Đã hẹn %s; %s.".formatted(promise.words().vi(), last.vi()),
                "Promised %s; %s.".formatted(promise.words().en(), last.en()));
    }

    private Text last() {
        Instant fresh = facts.fresh();
        Run good = facts.good();
        Instant at = facts.job().follows() || good == null ? fresh : good.finished();
        if (at == null) {
            return new Text("chưa lần nào thành công", "it has never succeeded");
        }
        String moment = MOMENT.format(at);
        return facts.job().follows()
                ? new Text(
                        "đích đúng với nguồn lần cuối lúc " + moment, "the target last was as its source at " + moment)
                : new Text("lần tốt gần nhất xong lúc " + moment, "the last success ended at " + moment);
    }

    private void partners(List<Health> parts) {
        if (!facts.resting().isEmpty()) {
            String names =
                    facts.resting().stream().map(ConnectorName::value).sorted().collect(Collectors.joining(", "));
            parts.add(health(
                    SLOW,
                    "partner-rests",
                    "%s lỗi nhiều lần liên tiếp, tạm ngừng hỏi; hệ thống tự thử lại.".formatted(names),
                    "%s failed again and again and is left alone for now; the hub tries again by itself."
                            .formatted(names)));
        }
    }

    /** The log that a source keeps for a job can fill its disk, also while the job is held. */
    private void log(List<Health> parts) {
        Follows.Standing followed = facts.job().follows() ? facts.followed() : null;
        if (followed == null || followed.warning().equals("ok")) {
            return;
        }
        parts.add(health(
                followed.warning().equals("fail") ? FAILED : SLOW,
                "filling",
                "Nhật ký nguồn giữ cho tác vụ này đã tới %d %% mức thỏa thuận.".formatted(followed.percentOfCap()),
                "The log that the source keeps for this job has reached %d %% of the agreed cap."
                        .formatted(followed.percentOfCap())));
    }

    private static Health never() {
        return health(UNKNOWN, "never", "Chưa chạy lần nào.", "It has never run.");
    }

    private static Health catchingUp() {
        return health(STARTING, "catching-up", "Đang bắt kịp nguồn.", "It is catching up with its source.");
    }

    private static Health waiting() {
        return health(
                Health.State.WAITING,
                "waiting",
                "Hệ thống dừng an toàn, chờ người quyết định.",
                "The hub stopped safely; a person has to decide.");
    }

    private static Health failing(Run run, Health.State state, String code) {
        return run.failure() == null
                ? health(state, code, "Lần chạy gần nhất bị lỗi.", "The last run failed.")
                : new Health(state, code, run.failure().problem());
    }

    private static Health health(Health.State state, String code, String vi, String en) {
        return new Health(state, code, new Text(vi, en));
    }

    private static Text words(Duration age) {
        if (age.toDays() > 1) {
            return new Text(age.toDays() + " ngày", age.toDays() + " days");
        }
        return age.toHours() > 1
                ? new Text(age.toHours() + " giờ", age.toHours() + " hours")
                : new Text(age.toMinutes() + " phút", age.toMinutes() + " minutes");
    }
}
