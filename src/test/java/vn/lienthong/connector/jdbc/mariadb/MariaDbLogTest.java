package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.lienthong.connector.Followed.PATIENCE;
import static vn.lienthong.connector.Followed.events;
import static vn.lienthong.connector.Followed.lastOf;
import static vn.lienthong.connector.Followed.names;
import static vn.lienthong.connector.Followed.until;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeGap;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.ChangesError;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.changes.BinlogPlace;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.testing.TestMariaDb;

/** What MariaDB must grant and keep for a follower, and how it shows when it did not. */
class MariaDbLogTest extends FollowedServer {
    @Test
    void aPurgedLogIsAGapAndOneThatWasReadToItsEndIsNot() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("insert into p values (1, 'a', 1)");
        Position after = changes().prepare(dataset(), follower);
        assertThat(gap(start)).isNull();
        source.execute("flush binary logs");
        List<String> logs = source.rows("show binary logs");
        String newest = logs.get(logs.size() - 1).split("\\|")[0];
        // a file goes only once the server would not need it after a crash
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            source.execute("purge binary logs to '" + newest + "'");
            assertThat(source.rows("show binary logs")).hasSize(1);
        });
        assertThat(gap(start)).isEqualTo(ChangeGap.Kind.LOG_PURGED);
        assertThat(gap(after)).isNull();
    }

    @Test
    void anotherServerAndARestoredOneAreGaps() {
        pupils();
        BinlogPosition start = BinlogPosition.of(changes().prepare(dataset(), follower));
        assertThat(gap(new BinlogPosition("7", start.gtids(), start.mark(), start.shape(), false, null, null, null)))
                .isEqualTo(ChangeGap.Kind.OTHER_SERVER);
        int last = Math.max(start.gtids().lastIndexOf('-'), start.gtids().lastIndexOf(':')) + 1;
        String ahead =
                start.gtids().substring(0, last) + (Long.parseLong(start.gtids().substring(last)) + 1000);
        assertThat(gap(start.at(ahead, start.mark()))).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);
        assertThat(gap(start.at(start.gtids(), start.mark()))).isNull();
        Assumptions.assumeFalse(TestMariaDb.isMySql(), "a restored MySQL has another mark of its own");
        // its numbers have passed the stored one again, but another transaction stands there
        BinlogPlace elsewhere = new BinlogPlace(
                start.mark().gtids(), start.mark().file(), start.mark().offset() - 1);
        assertThat(gap(start.at(start.gtids(), elsewhere))).isEqualTo(ChangeGap.Kind.SOURCE_RESTORED);
    }

    @Test
    void aLogThatHoldsNoWholeRowsIsRefusedBeforeAndAGapAfterwards() {
        pupils();
        Position start = changes().prepare(dataset(), follower);
        source.execute("set global binlog_row_image = 'MINIMAL'");
        try {
            assertThat(gap(start)).isEqualTo(ChangeGap.Kind.LOG_FORMAT);
            assertThatThrownBy(() -> changes().prepare(dataset(), follower))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(ChangesError.LOG_LEVEL);
                        assertThat(refused.remedy().en()).contains("SET GLOBAL binlog_row_image = 'FULL';");
                    });
        } finally {
            source.execute("set global binlog_row_image = 'FULL'");
        }
    }

    @Test
    void aUserWithoutTheRightIsToldTheStatementToAskFor() {
        pupils();
        String user = "follow_" + source.name();
        source.execute(
                "create user '" + user + "'@'%' identified by 'pw'",
                "grant select on `" + source.name() + "`.* to '" + user + "'@'%'");
        List<Check> checks = new ArrayList<>();
        try (Session bare = new MariaDbType().open(source.opening(Map.of("username", user, "password", "pw")))) {
            assertThatThrownBy(() -> ((Changes) bare).prepare(dataset(), follower))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(ChangesError.RIGHT_MISSING);
                        assertThat(refused.remedy().en())
                                .contains("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user);
                    });
            bare.test(new Examination(List.of("p"), List.of()), checks::add);
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("changes"))
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.outcome()).isEqualTo(Check.Outcome.WARNING);
                        assertThat(check.copy())
                                .contains("GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + user);
                    });
            source.execute("grant replication slave, replication client on *.* to '" + user + "'@'%'");
            Position start = ((Changes) bare).prepare(dataset(), follower);
            source.execute("insert into p values (1, 'a', 1)");
            FollowRequest request = new FollowRequest(follower, names(dataset()), start, 1, 1000);
            try (ChangeCursor cursor = ((Changes) bare).follow(dataset(), request)) {
                assertThat(lastOf(until(cursor, seen -> events(seen) == 1))).containsExactly("1 a 1.00");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"86399, WARNING", "3600, WARNING", "86400, OK", "0, OK"})
    void aLogThatIsPurgedWithinADayIsWarnedOf(int seconds, Check.Outcome outcome) {
        pupils();
        source.execute("set global binlog_expire_logs_seconds = " + seconds);
        try {
            List<Check> checks = new ArrayList<>();
            session.test(new Examination(List.of("p"), List.of()), checks::add);
            assertThat(checks)
                    .filteredOn(check -> check.step().equals("changes"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.outcome()).isEqualTo(outcome))
                    .satisfies(check -> assertThat(String.valueOf(check.copy()))
                            .isEqualTo(
                                    outcome == Check.Outcome.OK
                                            ? "null"
                                            : "SET GLOBAL binlog_expire_logs_seconds = 604800;"));
        } finally {
            source.execute("set global binlog_expire_logs_seconds = 0");
        }
    }

    private ChangeGap.@Nullable Kind gap(BinlogPosition position) {
        return gap(position.position());
    }
}
