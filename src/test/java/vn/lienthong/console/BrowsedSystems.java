package vn.lienthong.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.JobName;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** Two systems on a server of their own, registered in the hub, and jobs between them, each with a table of 200 pupils. */
final class BrowsedSystems implements AutoCloseable {
    static final int ROWS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HubFolders folders;
    private final SyncJobs jobs;
    private final Map<String, String> rules;
    private final TestSystems systems;
    private final JdbcTemplate source;
    private final JdbcTemplate target;

    /**
     * Starts them.
     *
     * @param rules the jobs by name, each with the further lines of its file; one with the comment {@code # follows} follows its source
     */
    BrowsedSystems(HubFolders folders, Vault vault, SyncJobs jobs, Map<String, String> rules) throws IOException {
        this.folders = folders;
        this.jobs = jobs;
        this.rules = rules;
        Files.writeString(folders.connectors().resolve("agencies.yaml"), """
                agencies:
                - code: H26
                  name: { vi: Sở GDĐT Hà Nội, en: Hanoi department of education }
                """);
        systems = new TestSystems(folders, vault, "H26");
        source = systems.connector("acts-from", datasets());
        target = systems.connector("acts-to", datasets());
        for (String job : rules.keySet()) {
            source.execute("create table " + job + " (id bigint primary key, name text, grade integer)");
            source.update(
                    "insert into " + job + " select n, 'Trần Văn ' || n, 1 + n % 12 from generate_series(1, ?) n",
                    ROWS);
            target.execute("create table " + job + " (id bigint primary key, name text, grade integer)");
        }
    }

    /** A further system, which nobody has registered. */
    TestSystems.Unregistered unregistered(String database) {
        return systems.unregistered(database);
    }

    JdbcTemplate source() {
        return source;
    }

    JdbcTemplate target() {
        return target;
    }

    long rows(String table) {
        return target.queryForObject("select count(*) from " + table, Long.class);
    }

    /** Writes the file of a job, if it is not there, so that a job with a clock disturbs no other test. */
    void lay(String job) throws IOException {
        if (Files.exists(file(job))) {
            return;
        }
        Files.writeString(file(job), """
                sync: %1$s
                title: { vi: Học sinh %1$s, en: Pupils %1$s }
                agency: H26
                from: { dataset: acts-from/%1$s%4$s }
                to: { dataset: acts-to/%1$s, key: [id]%3$s }
                map: { id: id, name: name, grade: grade }
                %2$s
                """.formatted(
                        job,
                        rules.get(job),
                        rules.get(job).contains("deletes") ? ", deletes: delete" : "",
                        rules.get(job).contains("# follows") ? ", read: changes" : ""));
        await().atMost(PATIENCE).until(() -> jobs.find(new JobName(job)).isPresent());
    }

    /** Takes the file of a job away. */
    void remove(String job) throws IOException {
        Files.delete(file(job));
        await().atMost(PATIENCE).until(() -> jobs.find(new JobName(job)).isEmpty());
    }

    /** Makes a target's third batch of fifty wait until the connection is closed; what came before is committed. */
    Connection holdUp(String job) throws SQLException {
        // the second batch takes long enough for a commit to be due, which comes with the third: a batch is under way
        // while the next is read
        target.execute("""
                create or replace function hold_up() returns trigger language plpgsql as $$
                begin
                    if new.id = 10 then perform pg_sleep(1.1); end if;
                    if new.id > 100 then perform pg_advisory_xact_lock(7); end if;
                    return new;
                end $$
                """);
        target.execute("create trigger hold_up before insert on " + job + " for each row execute function hold_up()");
        Connection holder = target.getDataSource().getConnection();
        holder.createStatement().execute("select pg_advisory_lock(7)");
        return holder;
    }

    private String datasets() {
        return rules.keySet().stream()
                .map(table -> "  " + table + ": { from: public." + table + ", classes: { \"*\": internal } }")
                .collect(Collectors.joining("\n"));
    }

    private Path file(String job) {
        return folders.routes().resolve(job + ".sync.yaml");
    }

    /** Takes the files away, so that other tests in the same hub do not meet them, and stops the server. */
    @Override
    public void close() throws IOException {
        for (String job : rules.keySet()) {
            Files.deleteIfExists(file(job));
        }
        systems.close();
    }
}
