package vn.lienthong.quarantine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.vault.Vault;

/**
 * Rejected rows of one person, waiting and settled. Their content is sealed, so that each row of the quarantine is opened and looked
 * at; a hundred thousand take seconds.
 */
@Component
public class PersonsRows {
    private static final int PAGE = 1000;
    private static final String COLUMNS =
            "id, job, dataset, agency, state, first_seen, last_seen, key_mark, content, edited";

    private final JdbcClient state;
    private final Vault vault;
    private final MarkSecret markSecret;
    private final Clock clock;

    PersonsRows(DataSource database, Vault vault, Clock clock) {
        this.state = JdbcClient.create(database);
        this.vault = vault;
        this.markSecret = new MarkSecret(vault);
        this.clock = clock;
    }

    /**
     * A row of the person.
     *
     * @param agency who answers for it
     * @param state held, pending, released, discarded or superseded
     * @param keyMark by which its target key is recognised; null where that could not be computed
     * @param cells its fields as they were read; never shown unmasked
     * @param edited its fields as a person corrected them; empty where nobody did
     * @param bySource whether what the source sent identifies the person, and not only what it was corrected to, or its key
     */
    public record Found(
            long id,
            String job,
            String dataset,
            String agency,
            String state,
            OffsetDateTime firstSeen,
            OffsetDateTime lastSeen,
            byte @Nullable [] keyMark,
            List<Cell> cells,
            List<Cell> edited,
            boolean bySource) {
        private Found identified() {
            return new Found(id, job, dataset, agency, state, firstSeen, lastSeen, keyMark, cells, edited, true);
        }
    }

    private record Sealed(Found row, byte[] content, byte @Nullable [] edited) {}

    /**
     * The person's rows, by number.
     *
     * @param agencies only rows that one of these answers for
     * @param columns which columns of a job's dataset identify the person; none where it has none
     */
    public List<Found> find(
            Sought sought, Collection<String> agencies, BiFunction<String, String, Set<String>> columns) {
        List<Found> found = new ArrayList<>();
        long after = 0;
        List<Sealed> page = page(agencies, after);
        while (!page.isEmpty()) {
            for (Sealed sealed : page) {
                Set<String> identify =
                        columns.apply(sealed.row().job(), sealed.row().dataset());
                if (!identify.isEmpty()) {
                    Found row = opened(sealed);
                    if (has(row.cells(), identify, sought)) {
                        found.add(row.identified());
                    } else if (has(row.edited(), identify, sought)) {
                        found.add(row);
                    }
                }
            }
            after = page.get(page.size() - 1).row().id();
            page = page(agencies, after);
        }
        return found;
    }

    /** The rows of a job that have one of these target keys, whatever else stands in them; only of these agencies. */
    public List<Found> ofKeys(String job, Collection<String> keys, Collection<String> agencies) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Marks marks = markSecret.marks();
        return state
                .sql("select " + COLUMNS + """
                         from quarantine_rows
                        where job = :job and key_mark in (:marks) and agency = any (:agencies::text[]) order by id
                        """)
                .param("job", job)
                .param("marks", keys.stream().map(marks::of).toList())
                .param("agencies", agencies.toArray(String[]::new))
                .query(PersonsRows::sealed)
                .list()
                .stream()
                .map(this::opened)
                .toList();
    }

    /**
     * Empties rows, whatever their state: content, correction, marks, reason and what people wrote to them. One that waited counts as
     * discarded. In the caller's transaction, where there is one.
     *
     * @param under what it is done for: {@code erasure/17}
     */
    public int empty(Collection<Long> ids, String under) {
        if (ids.isEmpty()) {
            return 0;
        }
        for (String beside : List.of("quarantine_unmasked", "quarantine_edits", "quarantine_returned_rows")) {
            state.sql("delete from " + beside + " where held_row in (:ids)")
                    .param("ids", ids)
                    .update();
        }
        return state.sql("""
                        update quarantine_rows set content = :nothing, edited = null, key_mark = null,
                            row_mark = decode(md5(random()::text || id), 'hex'), field = null, value_class = 'erased',
                            code = 'erased', reason_vi = 'Đã xóa theo yêu cầu của chủ thể dữ liệu',
                            reason_en = 'Erased at the request of the person', decision = :under,
                            state = case when state in ('held', 'pending') then 'discarded' else state end,
                            decided_at = coalesce(decided_at, :now)
                        where id in (:ids)
                        """)
                .param("nothing", vault.seal(RowContent.write(List.of()), Quarantine.CONTENT))
                .param("under", under)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("ids", ids)
                .update();
    }

    private List<Sealed> page(Collection<String> agencies, long after) {
        return state.sql("select " + COLUMNS + """
                         from quarantine_rows where id > :after and agency = any (:agencies::text[])
                        order by id limit :page
                        """)
                .param("after", after)
                .param("agencies", agencies.toArray(String[]::new))
                .param("page", PAGE)
                .query(PersonsRows::sealed)
                .list();
    }

    private static Sealed sealed(ResultSet row, int number) throws SQLException {
        return new Sealed(
                new Found(
                        row.getLong("id"),
                        row.getString("job"),
                        row.getString("dataset"),
                        row.getString("agency"),
                        row.getString("state"),
                        row.getObject("first_seen", OffsetDateTime.class),
                        row.getObject("last_seen", OffsetDateTime.class),
                        row.getBytes("key_mark"),
                        List.of(),
                        List.of(),
                        false),
                row.getBytes("content"),
                row.getBytes("edited"));
    }

    private Found opened(Sealed sealed) {
        Found row = sealed.row();
        byte[] edited = sealed.edited();
        return new Found(
                row.id(),
                row.job(),
                row.dataset(),
                row.agency(),
                row.state(),
                row.firstSeen(),
                row.lastSeen(),
                row.keyMark(),
                RowContent.read(vault.open(sealed.content(), Quarantine.CONTENT)),
                edited == null ? List.of() : RowContent.read(vault.open(edited, Quarantine.CONTENT)),
                false);
    }

    private static boolean has(List<Cell> cells, Set<String> columns, Sought sought) {
        return cells.stream()
                .anyMatch(cell -> columns.contains(cell.column())
                        && cell.value() != null
                        && sought.is(cell.value().toString()));
    }
}
