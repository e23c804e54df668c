package vn.lienthong.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.JobName;

/**
 * Working days and maintenance, as they are laid down at one moment. Pure: it knows no clock.
 *
 * @param off weekdays on which nobody works, with why
 * @param work days of a weekend that are worked, with why
 * @param announced years whose days off the government has announced and this calendar has
 * @param maintenance when something rests on purpose
 */
public record Calendar(
        Map<LocalDate, String> off,
        Map<LocalDate, String> work,
        Set<Integer> announced,
        List<Maintenance> maintenance) {
    /** Where days begin and end, and maintenance is written for. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** A calendar of weekdays alone. */
    public static final Calendar PLAIN = new Calendar(Map.of(), Map.of(), Set.of(), List.of());

    /** Nothing in it changes. */
    public Calendar {
        off = Map.copyOf(off);
        work = Map.copyOf(work);
        announced = Set.copyOf(announced);
        maintenance = List.copyOf(maintenance);
    }

    /** Whether a day is a working day. */
    public boolean works(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return work.containsKey(day) || !weekend && !off.containsKey(day);
    }

    /** When a job rests: in maintenance of its own, and of the systems that it needs. */
    public Closures closures(JobName job, Collection<ConnectorName> needs) {
        return new Closures(maintenance.stream()
                .filter(one ->
                        one.jobs().contains(job) || one.connectors().stream().anyMatch(needs::contains))
                .toList());
    }

    /** When a connector's system rests. */
    public Closures closures(ConnectorName connector) {
        return new Closures(maintenance.stream()
                .filter(one -> one.connectors().contains(connector))
                .toList());
    }
}
