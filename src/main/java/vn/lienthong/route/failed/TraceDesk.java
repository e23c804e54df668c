package vn.lienthong.route.failed;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Sightings;
import vn.lienthong.sync.KeyStand;
import vn.lienthong.sync.KeyStands;

/**
 * Puts together what the rooms know became of one thing, and asks systems of jobs whether they have it. That somebody looked, and why, is
 * in the journal before a system is asked and before he is answered.
 */
@Component
class TraceDesk {
    /** So many of each room. */
    static final int MOST = 50;

    private static final int MOST_KEY = 200;

    private final List<Sightings> rooms;
    private final KeyStands stands;
    private final Callers callers;
    private final Journal journal;

    TraceDesk(List<Sightings> rooms, KeyStands stands, Callers callers, Journal journal) {
        this.rooms = rooms;
        this.stands = stands;
        this.callers = callers;
        this.journal = journal;
    }

    /**
     * What became of a thing.
     *
     * @param items the newest first
     * @param systems which ends of jobs have it now; empty where they were not to be asked
     */
    record Traced(List<Sightings.Sighting> items, List<KeyStand> systems) {}

    /**
     * What became of the thing with a key.
     *
     * @param route of this route alone; empty for all
     * @param systems whether systems of jobs are asked, too
     * @throws HubException DATA without key or reason
     */
    Traced look(String key, String route, boolean systems, String reason) {
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
                    .flatMap(room -> room.of(secret, route, caller, MOST).stream())
                    .sorted(Comparator.comparing(Sightings.Sighting::at).reversed())
                    .toList();
            KeyStands.Plan plan = systems ? stands.plan(route, caller) : KeyStands.Plan.nobody();
            Map<String, String> facts = new TreeMap<>(Map.of("found", String.valueOf(found.size())));
            if (systems) {
                facts.put("systems", String.valueOf(plan.count()));
            }
            if (!route.isEmpty()) {
                facts.put("route", route);
            }
            journal.record(new Journal.Entry(caller.name(), "trace.asked", "trace", "done", reason.strip(), facts)
                    .withAgency(Stream.concat(found.stream().map(Sightings.Sighting::agency), plan.agencies().stream())
                            .distinct()
                            .toArray(AgencyCode[]::new))
                    .about(plain));
            return new Traced(found, stands.ask(plan, secret));
        }
    }
}
