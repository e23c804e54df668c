package vn.lienthong.service;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The legal instruments that were put on record in the hub, as they were written. */
@Component
class KeptInstruments {
    private final JdbcClient state;
    private final Clock clock;

    KeptInstruments(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Those that count: YAML by name. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        state.sql("select name, yaml from service_instruments where ended_at is null")
                .query((row, i) -> all.put(row.getString(1), row.getString(2)))
                .list();
        return all;
    }

    void add(String name, String yaml, String by) {
        state.sql("""
                        insert into service_instruments (name, yaml, approved_by, approved_at)
                        values (:name, :yaml, :by, :now)
                        """)
                .param("name", name)
                .param("yaml", yaml)
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void end(String name, String by) {
        state.sql("""
                        update service_instruments set ended_by = :by, ended_at = :now
                        where name = :name and ended_at is null
                        """)
                .param("by", by)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("name", name)
                .update();
    }
}
