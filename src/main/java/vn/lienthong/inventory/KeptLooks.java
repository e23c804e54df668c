package vn.lienthong.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** What was seen behind connectors, in the hub's database. */
@Component
class KeptLooks {
    private static final TypeReference<List<SeenDataset.Col>> COLUMNS = new TypeReference<>() {};

    private final JdbcClient state;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate transaction;

    KeptLooks(JdbcClient state, ObjectMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.state = state;
        this.json = json;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What the last looks at a connector found, in figures.
     *
     * @param seenAt when something was seen; null where never
     * @param problem why the last look saw nothing; null where it did
     */
    record Sum(
            int datasets,
            int columns,
            @Nullable Long rows,
            boolean personal,
            Set<String> kinds,
            @Nullable Instant seenAt,
            @Nullable Text problem) {}

    /** The figures of every connector that was looked at, by its name. */
    Map<String, Sum> sums() {
        Map<String, Sum> sums = new HashMap<>();
        state.sql("""
                        select look.connector, look.seen_at, look.problem_vi, look.problem_en, count(found.dataset) as datasets,
                               coalesce(sum(found.column_count), 0) as columns, sum(found.row_estimate) as rows,
                               coalesce(bool_or(found.personal), false) as personal,
                               coalesce(string_agg(array_to_string(found.kinds, ' '), ' '), '') as kinds
                        from inventory_looks look left join inventory_datasets found using (connector)
                        group by look.connector, look.seen_at, look.problem_vi, look.problem_en
                        """).query(row -> {
            sums.put(row.getString("connector"), sum(row));
        });
        return sums;
    }

    private static Sum sum(ResultSet row) throws SQLException {
        OffsetDateTime seen = row.getObject("seen_at", OffsetDateTime.class);
        String problem = row.getString("problem_vi");
        return new Sum(
                row.getInt("datasets"),
                row.getInt("columns"),
                row.getObject("rows") == null ? null : (Long) row.getLong("rows"),
                row.getBoolean("personal"),
                new TreeSet<>(List.of(row.getString("kinds").strip().split(" +"))),
                seen == null ? null : seen.toInstant(),
                problem == null ? null : new Text(problem, row.getString("problem_en")));
    }

    /** The datasets behind these connectors, by connector and name. */
    List<SeenDataset> datasets(List<String> connectors) {
        return state.sql("""
                        select connector, dataset, row_estimate, kinds, key, columns from inventory_datasets
                        where connector = any (?) order by connector, dataset
                        """)
                .param(connectors.toArray(String[]::new))
                .query((row, index) -> new SeenDataset(
                        row.getString("connector"),
                        row.getString("dataset"),
                        row.getObject("row_estimate", Long.class),
                        KeptSystems.texts(row, "kinds"),
                        KeptSystems.texts(row, "key"),
                        columns(row.getString("columns"))))
                .list();
    }

    private List<SeenDataset.Col> columns(String written) {
        try {
            return json.readValue(written, COLUMNS);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the hub wrote it", foreign);
        }
    }

    /**
     * Takes the next look at a connector for this node.
     *
     * @return whether it is due and nobody else has taken it
     */
    boolean take(String connector, Duration most) {
        Instant now = clock.instant();
        return state.sql("""
                        insert into inventory_looks (connector, due_at) values (:connector, :next)
                        on conflict (connector) do update set due_at = :next where inventory_looks.due_at <= :now
                        """)
                        .param("connector", connector)
                        .param("next", at(now.plus(most)))
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** Has a connector looked at with the next round. */
    void due(String connector) {
        state.sql("update inventory_looks set due_at = ? where connector = ?")
                .params(at(clock.instant()), connector)
                .update();
    }

    /** Keeps what a look found in the place of what was found before. */
    void found(String connector, List<SeenDataset> datasets, Duration next) {
        transaction.executeWithoutResult(status -> {
            state.sql("delete from inventory_datasets where connector = ?")
                    .param(connector)
                    .update();
            datasets.forEach(this::add);
            Instant now = clock.instant();
            state.sql("""
                            update inventory_looks set due_at = ?, seen_at = ?, problem_vi = null, problem_en = null
                            where connector = ?
                            """).params(at(now.plus(next)), at(now), connector).update();
        });
    }

    private void add(SeenDataset dataset) {
        try {
            state.sql("""
                            insert into inventory_datasets (connector, dataset, row_estimate, column_count, personal, kinds, key, columns)
                            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                            """)
                    .params(
                            dataset.connector(),
                            dataset.dataset(),
                            dataset.rows(),
                            dataset.columns().size(),
                            dataset.personal(),
                            dataset.kinds().toArray(String[]::new),
                            dataset.key().toArray(String[]::new),
                            json.writeValueAsString(dataset.columns()))
                    .update();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records can be written", impossible);
        }
    }

    /** Keeps why a look saw nothing; what was seen before stays. */
    void failed(String connector, HubException why, Duration next) {
        state.sql("update inventory_looks set due_at = ?, problem_vi = ?, problem_en = ? where connector = ?")
                .params(
                        at(clock.instant().plus(next)),
                        why.problem().vi(),
                        why.problem().en(),
                        connector)
                .update();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
