package vn.lienthong.connector.jdbc.mariadb;

import static vn.lienthong.connector.Followed.names;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.LoggerFactory;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Position;

/** A table of a MariaDB server, a session that follows it, and nothing else. */
abstract class FollowedServer {
    static {
        ((Logger) LoggerFactory.getLogger("io.debezium")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
    }

    final TestDatabase source = TestDatabase.create();
    final String follower = "follower-" + Long.toHexString(System.nanoTime());
    final Session session = new MariaDbType().open(source.opening());

    @AfterEach
    void endTheSession() {
        session.close();
    }

    void pupils() {
        source.execute("create table p (id int primary key, name varchar(5000), n numeric(8,2))");
    }

    Changes changes() {
        return (Changes) session;
    }

    Dataset dataset() {
        return ((Discovers) session).describe("p");
    }

    ChangeGap.@Nullable Kind gap(Position position) {
        return changes().gap(dataset(), follower, position).map(ChangeGap::kind).orElse(null);
    }

    ChangeCursor follow(Position position) {
        return follow(position, dataset());
    }

    ChangeCursor follow(Position position, Dataset dataset) {
        return changes().follow(dataset, new FollowRequest(follower, names(dataset), position, 1, 1000));
    }
}
