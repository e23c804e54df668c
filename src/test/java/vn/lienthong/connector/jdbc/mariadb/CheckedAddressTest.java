package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.Position;

/**
 * The address that was checked is the one that is connected to: of a name that only the check can resolve, so that whoever asked
 * any name service once more would find nothing.
 */
class CheckedAddressTest {
    private static final String NAME = "db.rebound.invalid";

    private final TestDatabase source = TestDatabase.create();

    @Test
    void readingFollowingAndExaminingGoWhereTheCheckSaid() {
        assertThatThrownBy(() -> InetAddress.getByName(NAME))
                .as("nobody else knows it")
                .isNotNull();
        source.execute("create table p (id int primary key, name varchar(40))");
        source.execute("insert into p values (1, 'một')");
        String follower = "follower-" + Long.toHexString(System.nanoTime());
        try (Session session = new MariaDbType().open(byName())) {
            session.test(
                    new Examination(List.of("p"), List.of("p")),
                    check -> assertThat(check.outcome()).as(check.toString()).isNotEqualTo(Check.Outcome.FAILED));
            Dataset dataset = ((Discovers) session).describe("p");
            try (BatchCursor rows = ((Reads) session).read(dataset, ReadRequest.snapshot(10))) {
                assertThat(rows.next().batch().size()).isEqualTo(1);
            }
            Changes changes = (Changes) session;
            Position start = changes.prepare(dataset, follower);
            source.execute("insert into p values (2, 'hai')");
            try (ChangeCursor cursor =
                    changes.follow(dataset, new FollowRequest(follower, List.of("id", "name"), start, 1, 1000))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> {
                    ChangeBatch next = cursor.next(Duration.ofMillis(100));
                    return next != null && next.rows().size() == 1;
                });
            } finally {
                changes.retire(follower);
            }
        }
    }

    private Opening byName() {
        Opening direct = source.opening();
        Map<String, Object> values = new HashMap<>(direct.settings().values());
        values.put("host", NAME);
        return new Opening(
                direct.connector(),
                new Settings(
                        values,
                        Map.of("password", direct.settings().secret("password").orElseThrow())),
                (host, port) -> {
                    assertThat(host).isEqualTo(NAME);
                    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                },
                direct.clock());
    }
}
