package vn.lienthong.sync;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** A schedule in words: "Mỗi ngày lúc 01:30". What has no simple words is shown as its cron expression. */
final class ScheduleWords {
    private static final Map<String, Text> DAYS = Map.of(
            "MON-FRI", new Text("Thứ hai đến thứ sáu", "Monday to Friday"),
            "1-5", new Text("Thứ hai đến thứ sáu", "Monday to Friday"),
            "MON", new Text("Thứ hai hằng tuần", "Every Monday"),
            "TUE", new Text("Thứ ba hằng tuần", "Every Tuesday"),
            "WED", new Text("Thứ tư hằng tuần", "Every Wednesday"),
            "THU", new Text("Thứ năm hằng tuần", "Every Thursday"),
            "FRI", new Text("Thứ sáu hằng tuần", "Every Friday"),
            "SAT", new Text("Thứ bảy hằng tuần", "Every Saturday"),
            "SUN", new Text("Chủ nhật hằng tuần", "Every Sunday"));

    private ScheduleWords() {}

    static Text of(SyncJob job) {
        return job.follows()
                ? new Text(
                        "Luôn theo dõi: nguồn đổi gì, vài giây sau đích có",
                        "Always follows: what changes arrives in seconds")
                : of(job.timing());
    }

    private static Text of(@Nullable Timing timing) {
        if (timing == null) {
            return new Text("Chỉ chạy khi có người bấm", "Only when a person starts it");
        }
        if (timing.every() != null) {
            return every(timing.every());
        }
        String cron = String.valueOf(timing.cron());
        return cron(List.of(cron.strip().split("\\s+")), cron);
    }

    private static Text every(Duration every) {
        long minutes = every.toMinutes();
        if (minutes > 0 && minutes % 1440 == 0) {
            return amount(minutes / 1440, "ngày", "day");
        }
        if (minutes > 0 && minutes % 60 == 0) {
            return amount(minutes / 60, "giờ", "hour");
        }
        return minutes > 0 && every.toSeconds() % 60 == 0
                ? amount(minutes, "phút", "minute")
                : amount(every.toSeconds(), "giây", "second");
    }

    private static Text amount(long count, String vietnamese, String english) {
        return count == 1
                ? new Text("Mỗi " + vietnamese, "Every " + english)
                : new Text("Mỗi " + count + " " + vietnamese, "Every " + count + " " + english + "s");
    }

    private static Text cron(List<String> fields, String cron) {
        boolean everyDay = fields.size() == 6
                && fields.get(3).matches("[*?]")
                && fields.get(4).equals("*")
                && fields.get(0).matches("\\d+");
        if (!everyDay) {
            return Text.same(cron);
        }
        String minute = fields.get(1);
        String hour = fields.get(2);
        boolean anyDay = fields.get(5).matches("[*?]");
        if (anyDay && minute.matches("(\\*|0)/\\d+") && hour.equals("*")) {
            return amount(Long.parseLong(minute.substring(minute.indexOf('/') + 1)), "phút", "minute");
        }
        if (anyDay && minute.matches("\\d+") && hour.matches("(\\*|0)/\\d+")) {
            return amount(Long.parseLong(hour.substring(hour.indexOf('/') + 1)), "giờ", "hour");
        }
        if (anyDay && minute.matches("\\d+") && hour.equals("*")) {
            return new Text("Mỗi giờ, phút thứ " + minute, "Every hour at minute " + minute);
        }
        Text days = anyDay ? new Text("Mỗi ngày", "Every day") : DAYS.get(fields.get(5));
        if (days == null || !minute.matches("\\d+") || !hour.matches("\\d+(,\\d+)*")) {
            return Text.same(cron);
        }
        return new Text(
                days.vi() + " lúc " + times(hour, minute, " và "), days.en() + " at " + times(hour, minute, " and "));
    }

    private static String times(String hours, String minute, String and) {
        List<String> times = Arrays.stream(hours.split(","))
                .map(hour -> "%02d:%02d".formatted(Integer.parseInt(hour), Integer.parseInt(minute)))
                .toList();
        if (times.size() == 1) {
            return times.get(0);
        }
        return String.join(", ", times.subList(0, times.size() - 1)) + and + times.get(times.size() - 1);
    }
}
