package vn.lienthong.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.calendar.Closures;
import vn.lienthong.kernel.Text;

/** How fresh a job's target is promised to be. Pure: what it judges, and when, is given. */
public sealed interface Promise {
    /**
     * The moment at which it was broken, if at {@code now} it is.
     *
     * @param fresh when the target was last as its source was; null where it never was
     * @param asked since when it was tried at all; null where it never was
     * @param closures times that do not count
     */
    Optional<Instant> brokenAt(
            @Nullable Instant fresh, @Nullable Instant asked, Instant now, Calendar calendar, Closures closures);

    /** For people: it goes on "by …" or "within …". */
    Text words();

    /** As files write it, on one line. */
    String written();

    /**
     * By an hour of each day, or of each working day, the target is as the source was on that day.
     *
     * @param since the source is read no earlier than this; where it is not before {@code by}, of the day before
     * @param everyDay whether weekends and days off count
     */
    record By(LocalTime by, LocalTime since, boolean everyDay, ZoneId zone) implements Promise {
        /** No holidays last so long. */
        private static final int MOST_DAYS = 60;

        private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");

        @Override
        public Optional<Instant> brokenAt(
                @Nullable Instant fresh, @Nullable Instant asked, Instant now, Calendar calendar, Closures closures) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            for (int back = 0; back < MOST_DAYS; back++) {
                LocalDate day = today.minusDays(back);
                if (counts(day, calendar) && !deadline(day).isAfter(now)) {
                    return brokenOn(day, fresh, asked, now, closures);
                }
            }
            return Optional.empty();
        }

        /** Only the last promised day is asked about: what arrived late has arrived. */
        private Optional<Instant> brokenOn(
                LocalDate day, @Nullable Instant fresh, @Nullable Instant asked, Instant now, Closures closures) {
            Instant begins = begins(day);
            boolean kept = fresh != null && !fresh.isBefore(begins);
            boolean tried = fresh != null || asked != null && !asked.isAfter(deadline(day));
            Instant due = closures.after(begins, Duration.between(begins, deadline(day)));
            return kept || !tried || now.isBefore(due) ? Optional.empty() : Optional.of(due);
        }

        boolean counts(LocalDate day, Calendar calendar) {
            return everyDay || calendar.works(day);
        }

        Instant deadline(LocalDate day) {
            return day.atTime(by).atZone(zone).toInstant();
        }

        /** From when on a read of the source is one of that day. */
        Instant begins(LocalDate day) {
            LocalDate first = since.isBefore(by) ? day : day.minusDays(1);
            return first.atTime(since).atZone(zone).toInstant();
        }

        @Override
        public Text words() {
            String hour = HOUR.format(by);
            return everyDay
                    ? new Text("trước " + hour + " mỗi ngày", "by " + hour + " every day")
                    : new Text("trước " + hour + " ngày làm việc", "by " + hour + " on working days");
        }

        @Override
        public String written() {
            return "by " + HOUR.format(by) + (everyDay ? " every day" : " on working days")
                    + (since.equals(LocalTime.MIDNIGHT) ? "" : " since " + HOUR.format(since));
        }
    }

    /**
     * The target is never older than this.
     *
     * @param most how old at most
     */
    record Within(Duration most) implements Promise {
        @Override
        public Optional<Instant> brokenAt(
                @Nullable Instant fresh, @Nullable Instant asked, Instant now, Calendar calendar, Closures closures) {
            Instant since = fresh == null ? asked : fresh;
            if (since == null) {
                return Optional.empty();
            }
            Instant due = closures.after(since, most);
            return now.isAfter(due) ? Optional.of(due) : Optional.empty();
        }

        @Override
        public Text words() {
            Text most = Durations.words(this.most);
            return new Text("không cũ hơn " + most.vi(), "never older than " + most.en());
        }

        @Override
        public String written() {
            return "within " + Durations.write(most);
        }
    }
}
