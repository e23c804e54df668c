package vn.lienthong.route.failed;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Sightings;

/** Puts together what the rooms know became of one thing. That somebody looked, and why, is in the journal before he is answered. */
@Component
class TraceDesk {
    /** So many of each room. */
    static final int MOST = 50;

    private static final int MOST_KEY = 200;

    private final List<Sightings> rooms;
    private final Callers callers;
    private final Journal journal;

    TraceDesk(List<Sightings> rooms, Callers callers, Journal journal) {
        this.rooms = rooms;
        this.callers = callers;
        this.journal = journal;
    }

    /**
     * What became of the thing with a key, the newest first.
     *
     * @param route of this route alone; empty for all
     * @throws HubException DATA without key or reason
     */
    List<Sightings.Sighting> look(String key, String route, String reason) {
        String plain = key.strip();
        if (plain.isEmpty() || plain.length() > MOST_KEY) {
            throw new HubException(FailedError.KEY, Map.of());
        }
        if (reason.isBlank()) {
            throw new HubException(FailedError.REASON, Map.of());
        }
        Caller caller = callers.current();
        caller.need(Act.SEE_HELD_ROWS);
        try (Secret secret = Secret.of(plain)) {
            List<Sightings.Sighting> found = rooms.stream()
                    .flatMap(room -> room.of(secret, caller, MOST).stream())
                    .filter(one -> route.isEmpty() || one.where().equals(route))
                    .sorted(Comparator.comparing(Sightings.Sighting::at).reversed())
                    .toList();
            Map<String, String> facts = new TreeMap<>(Map.of("found", String.valueOf(found.size())));
            if (!route.isEmpty()) {
                facts.put("route", route);
            }
            journal.record(new Journal.Entry(caller.name(), "trace.asked", "trace", "done", reason.strip(), facts)
                    .withAgency(found.stream()
                            .map(Sightings.Sighting::agency)
                            .distinct()
                            .toArray(AgencyCode[]::new))
                    .about(plain));
            return found;
        }
    }
}
