package vn.lienthong.quarantine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** Shows somebody a held row as it is: for a reason, which stands in the journal first, and for a few minutes. */
@Component
public class Unmasking {
    /** So long a row is shown; then it is masked again by itself. */
    static final Duration LASTS = Duration.ofMinutes(5);

    private final QuarantineDesk desk;
    private final JdbcClient state;
    private final Journal journal;
    private final Clock clock;

    Unmasking(QuarantineDesk desk, JdbcClient state, Journal journal, Clock clock) {
        this.desk = desk;
        this.state = state;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Begins to show a row.
     *
     * @return until when
     * @throws HubException DENIED for whoever may not see personal data there or has not shown lately that it is he; CONFIGURATION
     *     without a reason
     */
    Instant begin(long id, Caller caller, String reason) {
        HeldRow row = desk.row(id);
        caller.need(Act.SEE_PERSONAL_DATA, new AgencyCode(row.agency()));
        caller.needConfirmed();
        if (reason.isBlank()) {
            throw new HubException(QuarantineError.REASON_MISSING, Map.of());
        }
        Instant until = clock.instant().plus(LASTS);
        journal.record(desk.entry(
                caller.name(), "quarantine.unmasked", row, reason.strip(), Map.of("until", until.toString())));
        state.sql("""
                        insert into quarantine_unmasked (person, held_row, until) values (:person, :row, :until)
                        on conflict (person, held_row) do update set until = excluded.until
                        """)
                .param("person", caller.name())
                .param("row", id)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
        return until;
    }

    /** Until when the caller sees a row as it is; empty where he sees it masked. */
    public Optional<Instant> until(HeldRow row, Caller caller) {
        return state.sql("select until from quarantine_unmasked where person = :person and held_row = :row")
                .param("person", caller.name())
                .param("row", row.id())
                .query((found, number) ->
                        found.getObject("until", OffsetDateTime.class).toInstant())
                .optional()
                .filter(clock.instant()::isBefore)
                .filter(until -> caller.may(Act.SEE_PERSONAL_DATA, new AgencyCode(row.agency())));
    }

    /** Masks a row again before its time. */
    void end(long id, Caller caller) {
        state.sql("delete from quarantine_unmasked where person = :person and held_row = :row or until < :now")
                .param("person", caller.name())
                .param("row", id)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
