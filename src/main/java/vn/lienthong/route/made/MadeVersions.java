package vn.lienthong.route.made;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every version of every file of hand-made routes that was in effect, and which counts now. */
@Component
class MadeVersions {
    private static final RowMapper<Version> ROW = (row, i) -> new Version(
            row.getString("name"),
            row.getInt("version"),
            row.getString("text"),
            row.getString("origin").equals("file"),
            row.getString("by_whom"),
            row.getTimestamp("at").toInstant(),
            row.getString("under"),
            row.getBoolean("removed"));

    private final JdbcClient state;
    private final Clock clock;

    MadeVersions(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * One version.
     *
     * @param ofFile whether a file held it; else the hub
     * @param under the approval, null where it needed none
     * @param removed whether it says that there is none any more
     */
    record Version(
            String name,
            int version,
            String text,
            boolean ofFile,
            String by,
            Instant at,
            @Nullable String under,
            boolean removed) {}

    /** The newest version of each name, removed or not. */
    Map<String, Version> newest() {
        Map<String, Version> newest = new TreeMap<>();
        state.sql("select distinct on (name) * from route_made_versions order by name, version desc")
                .query(ROW)
                .list()
                .forEach(one -> newest.put(one.name(), one));
        return newest;
    }

    /** All of a name, the newest first. */
    List<Version> of(String name) {
        return state.sql("select * from route_made_versions where name = :name order by version desc")
                .param("name", name)
                .query(ROW)
                .list();
    }

    Optional<Version> find(String name, int version) {
        return of(name).stream().filter(one -> one.version() == version).findFirst();
    }

    /** Keeps what a file holds from now on, empty where there is none any more; what is there already is not kept twice. */
    void laid(String name, String text) {
        Version last = of(name).stream().findFirst().orElse(null);
        if (last == null || !last.text().equals(text) || !last.ofFile()) {
            // where another node that saw the same file was first, its version stays
            insert(name, last == null ? 1 : last.version() + 1, text, true, "file", null);
        }
    }

    /**
     * Keeps what people approved as the version that follows another one.
     *
     * @param after the version's number, 0 where there was none
     * @param text empty where there shall be none any more
     * @return false where something else followed it meanwhile; nothing was kept then
     */
    boolean follow(String name, int after, String text, String by, String under) {
        return insert(name, after + 1, text, false, by, under) == 1;
    }

    private int insert(String name, int version, String text, boolean ofFile, String by, @Nullable String under) {
        return state.sql("""
                        insert into route_made_versions (name, version, text, origin, by_whom, at, under, removed)
                        values (:name, :version, :text, :origin, :by, :at, :under, :removed) on conflict do nothing
                        """)
                .param("name", name)
                .param("version", version)
                .param("text", text)
                .param("origin", ofFile ? "file" : "hub")
                .param("by", by)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("under", under)
                .param("removed", text.isEmpty())
                .update();
    }
}
