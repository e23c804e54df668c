package vn.lienthong.calendar;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** What the hub takes for working days, and what it knows of maintenance. */
@Component
@Order(7)
class CalendarGroup implements SettingsGroup {
    private final Calendars calendars;
    private final Clock clock;

    CalendarGroup(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @Override
    public Text title() {
        return new Text("Lịch ngày làm việc", "Working days");
    }

    @Override
    public List<Line> lines() {
        Calendar calendar = calendars.now();
        LocalDate today = LocalDate.ofInstant(clock.instant(), Calendar.ZONE);
        return List.of(
                new Line(
                        new Text("Ngày nghỉ tới", "Next day off"),
                        next(calendar.off(), today)
                                .map(CalendarGroup::words)
                                .orElseGet(() -> new Text("không có trong lịch", "none in the calendar")),
                        null),
                new Line(
                        new Text("Năm đã có thông báo nghỉ", "Years announced"),
                        Text.same(new TreeSet<>(calendar.announced())
                                .stream().map(String::valueOf).collect(Collectors.joining(", "))),
                        null,
                        missing(calendar, today)),
                new Line(
                        new Text("Bảo trì đã ghi", "Maintenance laid down"),
                        Text.same("" + calendar.maintenance().size()),
                        null));
    }

    /** From November on next year's days should be there. */
    private static @Nullable Text missing(Calendar calendar, LocalDate today) {
        int wanted = today.getMonthValue() >= Month.NOVEMBER.getValue() ? today.getYear() + 1 : today.getYear();
        return Stream.of(today.getYear(), wanted)
                .filter(year -> !calendar.announced().contains(year))
                .findFirst()
                .map(year -> new Text(
                        "Năm %d mới có ngày nghỉ theo luật. Ghi ngày nghỉ và ngày làm bù đã thông báo vào connectors/calendar.yaml, kèm announced: [%d]."
                                .formatted(year, year),
                        "Of %d only the days that the law names are known. Lay the announced days off and make-up days down in connectors/calendar.yaml, with announced: [%d]."
                                .formatted(year, year)))
                .orElse(null);
    }

    private static Optional<Map.Entry<LocalDate, String>> next(Map<LocalDate, String> days, LocalDate today) {
        return days.entrySet().stream()
                .filter(day -> !day.getKey().isBefore(today))
                .min(Comparator.comparing(Map.Entry::getKey));
    }

    private static Text words(Map.Entry<LocalDate, String> day) {
        return Text.same(day.getKey() + ": " + day.getValue());
    }
}
