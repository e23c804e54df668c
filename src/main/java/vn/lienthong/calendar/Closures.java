package vn.lienthong.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Times in which something rests on purpose; they do not count where it is asked whether it is late. */
public final class Closures {
    /** None. */
    public static final Closures NONE = new Closures(List.of());

    /** A closure that has not ended so long after what was asked for is looked for no further. */
    private static final Duration HORIZON = Duration.ofDays(62);

    private final List<Maintenance> maintenance;

    Closures(List<Maintenance> maintenance) {
        this.maintenance = List.copyOf(maintenance);
    }

    /** What is done at this moment; empty where nothing rests. */
    public Optional<Maintenance> at(Instant moment) {
        return maintenance.stream()
                .filter(one -> one.between(moment, moment.plusMillis(1)).anyMatch(span -> span.holds(moment)))
                .findFirst();
    }

    /** When that time has passed since a moment which nothing was closed in. */
    public Instant after(Instant from, Duration open) {
        Instant place = from;
        Duration left = open;
        for (Maintenance.Span closed : spans(from, from.plus(open).plus(HORIZON))) {
            Duration before = Duration.between(place, closed.from());
            if (!before.isNegative() && before.compareTo(left) >= 0) {
                return place.plus(left);
            }
            if (!before.isNegative()) {
                left = left.minus(before);
            }
            place = closed.until().isAfter(place) ? closed.until() : place;
        }
        return place.plus(left);
    }

    private List<Maintenance.Span> spans(Instant from, Instant until) {
        return maintenance.stream()
                .flatMap(one -> one.between(from, until))
                .sorted(Comparator.comparing(Maintenance.Span::from))
                .toList();
    }
}
