package vn.lienthong.quarantine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** Rejected rows as far as they are for whoever asks: those for which his agencies answer. */
@Component
public class SeenRows implements Owned {
    private final QuarantineDesk desk;
    private final Callers callers;

    SeenRows(QuarantineDesk desk, Callers callers) {
        this.desk = desk;
        this.callers = callers;
    }

    /** How many rows wait, of those that the caller may look at. */
    public long held() {
        Caller caller = callers.current();
        return desk.heldByAgency().entrySet().stream()
                .filter(held -> caller.may(Act.SEE_HELD_ROWS, new AgencyCode(held.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Since when the oldest of them waits. */
    public Optional<Instant> oldest() {
        Caller caller = callers.current();
        return desk.oldestByAgency().entrySet().stream()
                .filter(held -> caller.may(Act.SEE_HELD_ROWS, new AgencyCode(held.getKey())))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder());
    }

    /** Held rows by job and reason, largest group first; {@code job} null means every job. */
    public List<ReasonGroup> groups(@Nullable String job) {
        Caller caller = callers.current();
        return desk.groups(job).stream()
                .filter(group -> caller.may(Act.SEE_HELD_ROWS, new AgencyCode(group.agency())))
                .toList();
    }

    /** Rows in a state, by number, after {@code afterId}; job and code null mean any. */
    public List<HeldRow> rows(String inState, @Nullable String job, @Nullable String code, long afterId, int limit) {
        return desk.rows(inState, job, code, agencies(Act.SEE_HELD_ROWS), afterId, limit);
    }

    /** The agencies with whose rows the caller may do this. */
    public List<String> agencies(Act act) {
        Caller caller = callers.current();
        return desk.agencies().stream()
                .filter(agency -> caller.may(act, new AgencyCode(agency)))
                .toList();
    }

    @Override
    public String kind() {
        return "held-row";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.matches("\\d{1,18}")
                ? desk.find(Long.parseLong(id)).map(row -> new Owners(new AgencyCode(row.agency())))
                : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(QuarantineError.ROW_UNKNOWN, Map.of("id", id));
    }
}
