package vn.lienthong.person;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.Sought;
import vn.lienthong.vault.KeepsSealed;
import vn.lienthong.vault.SealedColumn;
import vn.lienthong.vault.Vault;

/** Keeps what was asked to be erased and what became of it. The identifying value is sealed, and goes when everything is done. */
@Component
class Erasures implements KeepsSealed {
    /** So long a node that died in the middle keeps others from going on. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final String SEALED = "person/erasure";
    private static final int MOST = 200;

    private final JdbcClient state;
    private final Vault vault;
    private final Clock clock;

    Erasures(JdbcClient state, Vault vault, Clock clock) {
        this.state = state;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public List<SealedColumn> sealed() {
        return List.of(new SealedColumn("person_erasures", "value", SEALED));
    }

    long add(Asked asked, String basis, String requester) {
        DatasetName dataset = asked.sought().dataset();
        byte[] value = asked.sought().value().reveal().getBytes(StandardCharsets.UTF_8);
        return state.sql("""
                        insert into person_erasures (agency, dataset, column_name, value, reason, basis, requester, asked_at, state)
                        values (:agency, :dataset, :column, :value, :reason, :basis, :requester, :now, 'asked') returning id
                        """)
                .param("agency", asked.agency().value())
                .param("dataset", dataset == null ? null : dataset.toString())
                .param("column", asked.sought().column())
                .param("value", vault.seal(value, SEALED))
                .param("reason", asked.reason())
                .param("basis", basis)
                .param("requester", requester)
                .param("now", now())
                .query(Long.class)
                .single();
    }

    void asked(long number, long approval) {
        state.sql("update person_erasures set approval = ? where id = ?")
                .params(approval, number)
                .update();
    }

    /** Whom an erasure is about; empty once everything is done. */
    Optional<Sought> sought(Erasure erasure) {
        return state.sql("select value from person_erasures where id = ? and value is not null")
                .param(erasure.number())
                .query((row, number) -> row.getBytes(1))
                .optional()
                .map(bytes -> new Sought(
                        erasure.dataset(),
                        erasure.column(),
                        Secret.of(new String(vault.open(bytes, SEALED), StandardCharsets.UTF_8))));
    }

    /** It was approved: from now on it is carried out. False where it was before. */
    boolean approved(long number, String approver, long approval) {
        return state.sql("""
                        update person_erasures set state = 'open', approver = :approver, approved_at = :now, approval = :approval
                        where id = :number and state = 'asked'
                        """)
                        .param("approver", approver)
                        .param("approval", approval)
                        .param("now", now())
                        .param("number", number)
                        .update()
                == 1;
    }

    /** Nobody approved it: the value goes. */
    void drop(long number) {
        state.sql("""
                        update person_erasures set state = 'dropped', value = null, ended_at = :now
                        where id = :number and state = 'asked'
                        """).param("now", now()).param("number", number).update();
    }

    /** Takes an open erasure up, for this node alone; false where another is at it. */
    boolean take(long number) {
        OffsetDateTime now = now();
        return state.sql("""
                        update person_erasures set busy_until = :until
                        where id = :number and state = 'open' and (busy_until is null or busy_until < :now)
                        """)
                        .param("until", now.plus(LEASE))
                        .param("number", number)
                        .param("now", now)
                        .update()
                == 1;
    }

    /** Puts it down; done where no place waits any more. */
    boolean put(long number) {
        return state.sql("""
                        update person_erasures set busy_until = null, state = 'done', value = null, ended_at = :now
                        where id = :number and state = 'open'
                          and not exists (select 1 from person_places where erasure = :number and outcome = 'waits')
                        """).param("number", number).param("now", now()).update() == 1;
    }

    /** Puts it down for later. */
    void release(long number) {
        state.sql("update person_erasures set busy_until = null where id = ?")
                .param(number)
                .update();
    }

    void lifted(long number, long approval) {
        state.sql("update person_erasures set lifted_at = ?, lifted_approval = ? where id = ? and lifted_at is null")
                .params(now(), approval, number)
                .update();
    }

    /** So many rows are known to be in a place, before they go. */
    void known(long number, String job, String what, int rows) {
        place(number, job, what, Erasure.Outcome.WAITS, rows, null);
    }

    /** What became of a place. Rows that were known to be there and are there no more count as erased. */
    void place(long number, String job, String what, Erasure.Outcome outcome, int rows, @Nullable HubException why) {
        state.sql("""
                        insert into person_places (erasure, job, what, outcome, rows, code, why_vi, why_en, at)
                        values (:erasure, :job, :what, :outcome, :rows, :code, :vi, :en, :now)
                        on conflict (erasure, job, what) do update set
                            outcome = case when excluded.outcome = 'nothing' and person_places.rows > 0 then 'erased'
                                else excluded.outcome end,
                            rows = case when excluded.what = 'target' then greatest(person_places.rows, excluded.rows)
                                else person_places.rows + excluded.rows end,
                            code = excluded.code,
                            why_vi = excluded.why_vi, why_en = excluded.why_en, at = excluded.at,
                            tries = person_places.tries + case when excluded.code is null then 0 else 1 end
                        """)
                .param("erasure", number)
                .param("job", job)
                .param("what", what)
                .param("outcome", outcome.code())
                .param("rows", rows)
                .param("code", why == null ? null : why.code().code())
                .param(
                        "vi",
                        why == null
                                ? null
                                : why.problem().vi() + " " + why.remedy().vi())
                .param(
                        "en",
                        why == null
                                ? null
                                : why.problem().en() + " " + why.remedy().en())
                .param("now", now())
                .update();
    }

    Optional<Erasure> find(long number) {
        return state.sql("select * from person_erasures where id = ?")
                .param(number)
                .query(Erasures::erasure)
                .optional();
    }

    /** Those that wait for a person or for a place, oldest first. */
    List<Erasure> unfinished() {
        return state.sql("select * from person_erasures where state in ('asked', 'open') order by id")
                .query(Erasures::erasure)
                .list();
    }

    /** The newest first. */
    List<Erasure> recent() {
        return state.sql("select * from person_erasures order by id desc limit ?")
                .param(MOST)
                .query(Erasures::erasure)
                .list();
    }

    List<Erasure.Place> places(long number) {
        return state.sql("select * from person_places where erasure = ? order by job, what")
                .param(number)
                .query(Erasures::place)
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Erasure.Place place(ResultSet row, int number) throws SQLException {
        String code = row.getString("code");
        return new Erasure.Place(
                row.getString("job"),
                row.getString("what"),
                Erasure.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getInt("rows"),
                code,
                code == null ? null : new Text(row.getString("why_vi"), row.getString("why_en")),
                row.getInt("tries"),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    private static Erasure erasure(ResultSet row, int number) throws SQLException {
        String dataset = row.getString("dataset");
        long approval = row.getLong("approval");
        return new Erasure(
                row.getLong("id"),
                new AgencyCode(row.getString("agency")),
                dataset == null ? null : DatasetName.parse(dataset),
                row.getString("column_name"),
                row.getString("reason"),
                row.getString("basis"),
                row.getString("requester"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                Erasure.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                approval == 0 ? null : approval,
                row.getString("approver"),
                instant(row, "approved_at"),
                instant(row, "ended_at"),
                instant(row, "lifted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
