package vn.lienthong.codelist;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people have amended in code lists, version by version; the newest of a list counts. */
@Component
class Amendments implements Amended {
    private final JdbcClient state;
    private final EntryText texts;
    private final Clock clock;

    Amendments(JdbcClient state, ObjectMapper json, Clock clock) {
        this.state = state;
        this.texts = new EntryText(json);
        this.clock = clock;
    }

    /**
     * One version, without its entries.
     *
     * @param counts how many codes it added, altered and ended
     * @param by who asked for it
     * @param under the approval, as {@code approval/7}
     */
    record Version(int version, Counts counts, String by, Instant at, String under) {}

    /** How many codes a change adds, alters and ends. */
    record Counts(int added, int altered, int ended) {}

    @Override
    public Map<String, Integer> versions() {
        Map<String, Integer> newest = new HashMap<>();
        state.sql("select list, max(version) as version from codelist_versions group by list")
                .query(row -> {
                    newest.put(row.getString("list"), row.getInt("version"));
                });
        return newest;
    }

    @Override
    public List<CodeList.Entry> entries(String list) {
        return entries(list, newest(list)).orElse(List.of());
    }

    /** The number of the newest version of a list, 0 where it was never amended. */
    int newest(String list) {
        return state.sql("select coalesce(max(version), 0) from codelist_versions where list = ?")
                .param(list)
                .query(Integer.class)
                .single();
    }

    /** The entries of a version; version 0 has none. Empty where there is no such version. */
    Optional<List<CodeList.Entry>> entries(String list, int version) {
        return version == 0
                ? Optional.of(List.of())
                : state.sql("select entries from codelist_versions where list = ? and version = ?")
                        .params(list, version)
                        .query(String.class)
                        .optional()
                        .map(texts::entries);
    }

    /** The versions of a list before one, the newest first. */
    List<Version> before(String list, int version, int most) {
        return state.sql("""
                        select version, added, altered, ended, by_whom, at, under from codelist_versions
                        where list = ? and version < ? order by version desc limit ?
                        """)
                .params(list, version, most)
                .query(Amendments::version)
                .list();
    }

    private static Version version(ResultSet row, int index) throws SQLException {
        return new Version(
                row.getInt("version"),
                new Counts(row.getInt("added"), row.getInt("altered"), row.getInt("ended")),
                row.getString("by_whom"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("under"));
    }

    /**
     * Keeps what people approved as the version that follows another one, within the caller's transaction.
     *
     * @param after the version's number, 0 where there was none
     * @return false where something else followed it meanwhile; nothing was kept then
     */
    boolean follow(String list, int after, List<CodeList.Entry> entries, Counts counts, String by, String under) {
        return state.sql("""
                        insert into codelist_versions (list, version, entries, added, altered, ended, by_whom, at, under)
                        values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                        .params(
                                list,
                                after + 1,
                                texts.written(entries),
                                counts.added(),
                                counts.altered(),
                                counts.ended(),
                                by,
                                clock.instant().atOffset(ZoneOffset.UTC),
                                under)
                        .update()
                == 1;
    }
}
