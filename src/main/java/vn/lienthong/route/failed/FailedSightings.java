package vn.lienthong.route.failed;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Sightings;
import vn.lienthong.kernel.Text;

/** Exchanges that failed with a key, waiting and over. */
@Component
class FailedSightings implements Sightings {
    private static final Map<FailedState, Text> STATES = Map.of(
            FailedState.OPEN, new Text("đang chờ quyết định", "waits for a decision"),
            FailedState.QUEUED, new Text("chờ tới lượt chạy lại", "waits to be replayed"),
            FailedState.REPLAYING, new Text("đang được chạy lại", "is being replayed"),
            FailedState.UNKNOWN, new Text("có thể đã tới nơi", "may have arrived"),
            FailedState.REPLAYED, new Text("đã được chạy lại và đã qua", "was replayed and went through"),
            FailedState.SETTLED, new Text("đã khép", "is settled"),
            FailedState.DISCARDED, new Text("đã bỏ", "was discarded"));

    private final FailedStore store;
    private final FailedKeys keys;

    FailedSightings(FailedStore store, FailedKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    @Override
    public List<Sighting> of(Secret key, String where, Caller caller, int most) {
        List<String> agencies = store.agencies().stream()
                .filter(agency -> caller.may(Act.SEE_HELD_ROWS, new AgencyCode(agency)))
                .toList();
        return store.withMark(keys.mark(key.reveal()), where, agencies, most).stream()
                .map(FailedSightings::sighting)
                .toList();
    }

    private static Sighting sighting(FailedExchange one) {
        Text state = STATES.get(one.state());
        Text problem = one.problem();
        return new Sighting(
                one.last(),
                one.state() == FailedState.OPEN ? "fail" : one.state().waits() ? "wait" : "ok",
                one.route(),
                new Text(
                        "Bản tin hỏng, " + state.vi() + ". " + problem.vi(),
                        "A message failed, " + state.en() + ". " + problem.en()),
                "/failed-exchanges/" + one.id(),
                one.agency());
    }
}
