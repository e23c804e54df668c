package vn.lienthong.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/**
 * A time in which systems or jobs rest on purpose: once, or every week.
 *
 * @param because what is done meanwhile
 * @param once null where it comes every week
 * @param weekly null where it comes once
 */
public record Maintenance(
        String because,
        Set<ConnectorName> connectors,
        Set<JobName> jobs,
        @Nullable Span once,
        @Nullable Weekly weekly) {
    /** From a moment on, until before another. */
    public record Span(Instant from, Instant until) {
        boolean holds(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(until);
        }
    }

    /**
     * The same hours of one day of each week, or of each day.
     *
     * @param day null where it is every day
     * @param until where it is not later than {@code from}, that of the next day
     */
    public record Weekly(@Nullable DayOfWeek day, LocalTime from, LocalTime until) {
        private Span on(LocalDate date) {
            LocalDate end = until.isAfter(from) ? date : date.plusDays(1);
            return new Span(
                    date.atTime(from).atZone(Calendar.ZONE).toInstant(),
                    end.atTime(until).atZone(Calendar.ZONE).toInstant());
        }
    }

    /** Its times that touch those between two moments, in order. */
    Stream<Span> between(Instant from, Instant until) {
        if (once != null) {
            return once.until().isAfter(from) && once.from().isBefore(until) ? Stream.of(once) : Stream.empty();
        }
        if (weekly == null) {
            return Stream.empty();
        }
        LocalDate first = LocalDate.ofInstant(from, Calendar.ZONE).minusDays(1);
        LocalDate last = LocalDate.ofInstant(until, Calendar.ZONE);
        List<Span> spans = weekly.day() == null
                ? first.datesUntil(last.plusDays(1)).map(weekly::on).toList()
                : Stream.iterate(
                                first.with(TemporalAdjusters.nextOrSame(weekly.day())),
                                date -> !date.isAfter(last),
                                date -> date.plusWeeks(1))
                        .map(weekly::on)
                        .toList();
        return spans.stream()
                .filter(span -> span.until().isAfter(from) && span.from().isBefore(until));
    }
}
