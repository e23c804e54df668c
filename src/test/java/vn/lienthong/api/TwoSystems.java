package vn.lienthong.api;

import java.io.IOException;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** Two systems registered at a hub under test, {@code rest-here} with pupils and {@code rest-there} without. */
final class TwoSystems implements AutoCloseable {
    private static final String DATASETS =
            "  pupils: { from: public.pupils, classes: { name: personal, full_name: personal, \"*\": internal } }";

    private final TestSystems systems;
    private final JdbcTemplate source;
    private final JdbcTemplate target;

    TwoSystems(HubFolders hub, Vault vault) throws IOException {
        systems = new TestSystems(hub, vault, "G03");
        source = systems.connector("rest-here", DATASETS);
        target = systems.connector("rest-there", DATASETS);
        source.execute("create table pupils (id bigint primary key, name text, grade integer)");
        target.execute("create table pupils (pupil_id bigint primary key, full_name text, grade integer)");
    }

    /** 200 pupils here, the last one with a grade that no school has; nothing there. */
    void fill() {
        source.execute("truncate pupils");
        target.execute("truncate pupils");
        source.update("insert into pupils select n, 'Trần Văn ' || n, 1 + n % 12 from generate_series(1, 200) n");
        source.update("update pupils set grade = 99 where id = 200");
    }

    JdbcTemplate source() {
        return source;
    }

    JdbcTemplate target() {
        return target;
    }

    /** A job between the two, with further lines of YAML. */
    static String job(String name, String further) {
        return """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: rest-here/pupils }
                to: { dataset: rest-there/pupils, key: [pupil_id] }
                map: { pupil_id: id, full_name: name, grade: grade }
                check: { grade: [between(1, 12)] }
                batch: 50
                %s
                """.formatted(name, further);
    }

    @Override
    public void close() throws IOException {
        systems.close();
    }
}
