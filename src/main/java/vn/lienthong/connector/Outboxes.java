package vn.lienthong.connector;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.JobName;
import vn.lienthong.vault.Vault;

/** Gives each job its outbox. */
@FunctionalInterface
public interface Outboxes {
    /** The outbox of a job; nothing is stored before something is sent. */
    Outbox of(JobName job);

    /** Those in a hub's migrated database. */
    static Outboxes in(JdbcClient state, Vault vault, Clock clock) {
        OutboxMarks marks = new OutboxMarks(vault);
        return job -> new KeptOutbox(state, marks, job, clock);
    }

    /** Where there is no hub's database: settings can be looked at, and nothing can be sent. */
    static Outboxes none() {
        return job -> {
            throw new IllegalStateException("nothing is sent without a hub's database");
        };
    }
}
