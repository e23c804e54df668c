package vn.lienthong.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.Vault;

/**
 * What correction workbooks that came back say of held rows. The workbook is not kept; what it says of a row is sealed and goes with
 * that row's outcome, or an hour after it last went on.
 */
@Component
public class ReturnedRows {
    /** So long it waits for whoever handed it in. */
    static final Duration WAITS = Duration.ofHours(1);

    private static final Duration RESULT = Duration.ofDays(1);

    /** A node that says nothing for so long has gone away: somebody may let it go on. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private static final TypeReference<List<Returned.Fault>> FAULTS = new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, String>> CHANGES = new TypeReference<>() {};

    private final JdbcClient state;
    private final NamedParameterJdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;

    /** Over the hub's state. */
    public ReturnedRows(DataSource database, Vault vault, ObjectMapper json, Clock clock) {
        this.state = JdbcClient.create(database);
        this.batches = new NamedParameterJdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** What a workbook says; the counts are of its lines, {@code faults} the first of those that are {@code faulty}. */
    public record Said(
            List<Returned.Line> corrected,
            int unchanged,
            int settled,
            int unknown,
            int faulty,
            List<Returned.Fault> faults) {}

    /** Keeps it. */
    public long add(String person, String file, String job, Said said) {
        forget();
        return transaction.execute(status -> {
            long number = book(person, file, job, said);
            batches.batchUpdate(
                    """
                    insert into quarantine_returned_rows (returned, held_row, place_vi, place_en, changes)
                    values (:returned, :row, :vi, :en, :changes)
                    """,
                    said.corrected().stream().map(line -> values(number, line)).toArray(MapSqlParameterSource[]::new));
            return number;
        });
    }

    private MapSqlParameterSource values(long number, Returned.Line line) {
        byte[] changes = written(line.changes()).getBytes(StandardCharsets.UTF_8);
        return new MapSqlParameterSource("returned", number)
                .addValue("row", line.row())
                .addValue("vi", line.place().vi())
                .addValue("en", line.place().en())
                .addValue("changes", vault.seal(changes, Quarantine.CONTENT));
    }

    private long book(String person, String file, String job, Said said) {
        return state.sql("""
                        insert into quarantine_returned (person, file, job, made_at, state, moved_at, unchanged, settled, unknown, faulty,
                            faults)
                        values (:person, :file, :job, :now, 'shown', :now, :unchanged, :settled, :unknown, :faulty, :faults::jsonb)
                        returning id
                        """)
                .param("person", person)
                .param("file", file)
                .param("job", job)
                .param("now", now())
                .param("unchanged", said.unchanged())
                .param("settled", said.settled())
                .param("unknown", said.unknown())
                .param("faulty", said.faulty())
                .param("faults", written(said.faults()))
                .query(Long.class)
                .single();
    }

    /** One of somebody's own; none where it is another's, or over for long. */
    public Optional<Returned> find(long number, String person) {
        return state.sql("""
                        select b.*, count(r.*) as corrected,
                            count(*) filter (where outcome = 'released') as released,
                            count(*) filter (where outcome = 'refused') as refused,
                            count(*) filter (where outcome = 'overtaken') as overtaken
                        from quarantine_returned b left join quarantine_returned_rows r on r.returned = b.id
                        where b.id = :number and b.person = :person and b.moved_at > :oldest group by b.id
                        """)
                .param("number", number)
                .param("person", person)
                .param("oldest", now().minus(RESULT))
                .query(this::returned)
                .optional()
                .filter(one -> !one.waits() || one.movedAt().isAfter(now().minus(WAITS)));
    }

    /** Its rows by number, after {@code after}; {@code open} only those that were not run. */
    public List<Returned.Line> lines(long number, long after, int limit, boolean open) {
        return state.sql("""
                        select held_row, place_vi, place_en, changes, outcome from quarantine_returned_rows
                        where returned = :number and held_row > :after and (not :open or outcome is null)
                        order by held_row limit :limit
                        """)
                .param("number", number)
                .param("after", after)
                .param("open", open)
                .param("limit", limit)
                .query(this::line)
                .list();
    }

    /** Who answers for the rows that were not run. */
    public List<String> agencies(long number) {
        return state.sql("""
                        select distinct held.agency from quarantine_returned_rows line
                        join quarantine_rows held on held.id = line.held_row
                        where line.returned = :number and line.outcome is null
                        """).param("number", number).query(String.class).list();
    }

    /** Takes it up for running. False where it runs already or is done. */
    public boolean begin(long number) {
        return state.sql("""
                        update quarantine_returned set state = 'running', moved_at = :now, stop_vi = null, stop_en = null
                        where id = :number and (state in ('shown', 'stopped') or state = 'running' and moved_at < :silent)
                        """)
                        .param("now", now())
                        .param("number", number)
                        .param("silent", now().minus(SILENT))
                        .update()
                == 1;
    }

    /** Whether nobody seems to be at it any more, although it is said to run. */
    public boolean silent(Returned returned) {
        return returned.state().equals("running") && returned.movedAt().isBefore(now().minus(SILENT));
    }

    /** What became of a row: its new values go. */
    public void settle(long number, long row, String outcome) {
        state.sql("""
                        update quarantine_returned_rows set outcome = :outcome, changes = null
                        where returned = :number and held_row = :row
                        """)
                .param("outcome", outcome)
                .param("number", number)
                .param("row", row)
                .update();
        alive(number);
    }

    /** Says that somebody is at it, or has it before him. */
    public void alive(long number) {
        state.sql("update quarantine_returned set moved_at = :now where id = :number")
                .param("now", now())
                .param("number", number)
                .update();
    }

    /** Ends it; with why where it stopped half-way. */
    public void end(long number, @Nullable Text stop) {
        state.sql("""
                        update quarantine_returned set state = :state, moved_at = :now, stop_vi = :vi, stop_en = :en
                        where id = :number
                        """)
                .param("state", stop == null ? "done" : "stopped")
                .param("now", now())
                .param("vi", stop == null ? null : stop.vi())
                .param("en", stop == null ? null : stop.en())
                .param("number", number)
                .update();
    }

    /** Drops one of somebody's own that does not run. */
    public void drop(long number, String person) {
        state.sql("""
                        delete from quarantine_returned where id = :number and person = :person
                            and (state <> 'running' or moved_at < :silent)
                        """)
                .param("silent", now().minus(SILENT))
                .param("number", number)
                .param("person", person)
                .update();
    }

    @Scheduled(initialDelay = 5, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forget() {
        state.sql("""
                        delete from quarantine_returned
                        where moved_at < :oldest or state <> 'done' and moved_at < :waited
                        """)
                .param("oldest", now().minus(RESULT))
                .param("waited", now().minus(WAITS))
                .update();
    }

    private Returned returned(ResultSet row, int number) throws SQLException {
        String stop = row.getString("stop_vi");
        return new Returned(
                row.getLong("id"),
                row.getString("person"),
                row.getString("file"),
                row.getString("job"),
                row.getObject("made_at", OffsetDateTime.class),
                row.getString("state"),
                row.getObject("moved_at", OffsetDateTime.class),
                row.getInt("corrected"),
                row.getInt("unchanged"),
                row.getInt("settled"),
                row.getInt("unknown"),
                row.getInt("faulty"),
                read(row.getString("faults").getBytes(StandardCharsets.UTF_8), FAULTS),
                row.getInt("released"),
                row.getInt("refused"),
                row.getInt("overtaken"),
                stop == null ? null : new Text(stop, row.getString("stop_en")));
    }

    private Returned.Line line(ResultSet row, int number) throws SQLException {
        byte[] sealed = row.getBytes("changes");
        return new Returned.Line(
                row.getLong("held_row"),
                new Text(row.getString("place_vi"), row.getString("place_en")),
                sealed == null ? Map.of() : read(vault.open(sealed, Quarantine.CONTENT), CHANGES),
                row.getString("outcome"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private <T> T read(byte[] bytes, TypeReference<T> type) {
        try {
            return json.readValue(bytes, type);
        } catch (IOException foreign) {
            throw new IllegalStateException("the hub wrote it", foreign);
        }
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records can be written", impossible);
        }
    }
}
