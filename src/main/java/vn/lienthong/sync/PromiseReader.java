package vn.lienthong.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.kernel.Text;

/** Makes a promise of what a job's file says, or says why it could never be kept. */
final class PromiseReader {
    /** A month that begins on a Sunday and has no day off, as good as any other to see what a schedule does. */
    private static final LocalDate PLAIN_MONTH = LocalDate.of(2026, 3, 1);

    private static final int DAYS = 31;

    private final BiConsumer<SyncError, Map<String, ?>> problem;

    /** @param problem is told what is wrong */
    PromiseReader(BiConsumer<SyncError, Map<String, ?>> problem) {
        this.problem = problem;
    }

    /** The promise in a node {@code promise}; null where it is wrong, or there is none. */
    @Nullable
    Promise read(JsonNode node, @Nullable Timing timing, ZoneId zone) {
        if (!node.isObject()) {
            return null;
        }
        boolean by = node.has("by");
        if (by == node.has("within")) {
            problem.accept(SyncError.PROMISE_ONE_WAY, Map.of());
            return null;
        }
        if (!by && (node.has("since") || node.has("days"))) {
            problem.accept(SyncError.PROMISE_BY_ONLY, Map.of());
            return null;
        }
        return by ? by(node, timing, zone) : within(node, timing);
    }

    private Promise by(JsonNode node, @Nullable Timing timing, ZoneId zone) {
        Promise.By promise = new Promise.By(
                LocalTime.parse(node.path("by").asText()),
                LocalTime.parse(node.path("since").asText("00:00")),
                node.path("days").asText("working").equals("all"),
                zone);
        if (timing != null) {
            PLAIN_MONTH
                    .datesUntil(PLAIN_MONTH.plusDays(DAYS))
                    .filter(day -> promise.counts(day, Calendar.PLAIN))
                    .filter(day -> timing.cron() != null && missed(promise, timing, day))
                    .findFirst()
                    .ifPresent(day -> problem.accept(
                            SyncError.PROMISE_UNPLANNED,
                            Map.of(
                                    "day",
                                    day(day),
                                    "since",
                                    promise.since(),
                                    "by",
                                    promise.by(),
                                    "schedule",
                                    timing.toString())));
        }
        return promise;
    }

    /** Whether nothing is planned on that day early enough. */
    private static boolean missed(Promise.By promise, Timing timing, LocalDate day) {
        Instant begins = promise.begins(day);
        return !timing.next(begins.minusSeconds(1)).isBefore(promise.deadline(day));
    }

    private Promise within(JsonNode node, @Nullable Timing timing) {
        Duration most = Durations.parse(node.path("within").asText());
        Duration apart = timing == null ? Duration.ZERO : widest(timing);
        if (apart.compareTo(most) >= 0) {
            problem.accept(
                    SyncError.PROMISE_TIGHTER,
                    Map.of(
                            "within",
                            Durations.words(most),
                            "apart",
                            Durations.words(apart),
                            "schedule",
                            String.valueOf(timing)));
        }
        return new Promise.Within(most);
    }

    /** The longest time between two starts in a month. */
    private static Duration widest(Timing timing) {
        if (timing.every() != null) {
            return timing.every();
        }
        Instant at = timing.next(PLAIN_MONTH.atStartOfDay(timing.zone()).toInstant());
        Instant end = PLAIN_MONTH.plusDays(DAYS).atStartOfDay(timing.zone()).toInstant();
        Duration widest = Duration.ZERO;
        while (at.isBefore(end)) {
            Instant next = timing.next(at);
            Duration apart = Duration.between(at, next);
            widest = apart.compareTo(widest) > 0 ? apart : widest;
            at = next;
        }
        return widest;
    }

    private static Text day(LocalDate day) {
        List<Text> names = List.of(
                new Text("thứ hai", "Monday"),
                new Text("thứ ba", "Tuesday"),
                new Text("thứ tư", "Wednesday"),
                new Text("thứ năm", "Thursday"),
                new Text("thứ sáu", "Friday"),
                new Text("thứ bảy", "Saturday"),
                new Text("chủ nhật", "Sunday"));
        return names.get(day.getDayOfWeek().ordinal());
    }
}
