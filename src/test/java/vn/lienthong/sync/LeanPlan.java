package vn.lienthong.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a lean hub works on; written to a file so that a process of its own can read it.
 *
 * @param state where the hub's state is
 * @param data the folder of the vault's key
 * @param ends the systems, by connector name
 * @param job the sync job, as YAML
 * @param leaseSeconds how long a run is kept for a hub that is not heard of
 */
public record LeanPlan(Server state, String data, Map<String, End> ends, String job, long leaseSeconds) {
    public LeanPlan(Server state, String data, Map<String, End> ends, String job) {
        this(state, data, ends, job, RunLedger.LEASE.toSeconds());
    }

    /** The same with another lease. */
    public LeanPlan leased(Duration lease) {
        return new LeanPlan(state, data, ends, job, lease.toSeconds());
    }

    /** A PostgreSQL database. */
    public record Server(int port, String database, String user, String password) {}

    /** A system: its connector type, settings, password, and the key of its one dataset. */
    public record End(String type, Map<String, Object> settings, String password, String from, List<String> key) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    public void write(Path file) throws IOException {
        Files.write(file, JSON.writeValueAsBytes(this));
    }

    public static LeanPlan read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), LeanPlan.class);
    }
}
