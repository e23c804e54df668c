package vn.lienthong.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dealings;
import vn.lienthong.connector.Partner;
import vn.lienthong.connector.Turns;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.TestPostgres;

class PaceTest {
    private static final Duration LONG = Duration.ofDays(1);

    private static DataSource shared;

    /** Of one test. */
    private final ConnectorName partner = new ConnectorName("partner-" + UUID.randomUUID());

    private Pace pace(Turns turns) {
        return new Pace(partner, turns);
    }

    @Test
    void turnsAreFarEnoughApart() {
        Pace pace = pace(Dealings.ownOnly().turns());
        Duration last = Duration.ZERO;
        for (int turn = 1; turn <= 65; turn++) {
            last = pace.turn(60, Duration.ofDays(1));
        }
        assertThat(last)
                .as("a few at once, then one a second")
                .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(60));
    }

    @Test
    void aTurnThatComesTooLateIsLeftToOthers() {
        Pace pace = pace(Dealings.ownOnly().turns());
        for (int turn = 1; turn <= 10; turn++) {
            pace.turn(60, Duration.ofDays(1));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(pace.turn(60, Duration.ofSeconds(1))).isNull();
        }
        assertThat(pace.turn(60, Duration.ofDays(1))).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    @Test
    void nodesThatShareADatabaseKeepTheAgreedPaceTogether() {
        DataSource database = migrated();
        List<Pace> nodes = List.of(pace(in(database)), pace(in(database)), pace(in(database)));
        long began = System.nanoTime();
        List<Duration> turns = new ArrayList<>();
        for (int turn = 0; turn < 600; turn++) {
            Duration wait = nodes.get(turn % nodes.size()).turn(6_000, LONG);
            turns.add(Duration.ofNanos(System.nanoTime() - began).plus(wait));
        }
        turns.sort(null);
        assertThat(turns.get(599)).as("100 a second of all together").isGreaterThan(Duration.ofMillis(5_900));
        for (int first = 0; first + 100 < turns.size(); first++) {
            assertThat(turns.get(first + 100).minus(turns.get(first)))
                    .as("nobody asks three times as fast at the beginning either")
                    .isGreaterThan(Duration.ofMillis(700));
        }
    }

    @Test
    void nodesThatAskAtTheSameTimeGetNoTurnTwice() throws Exception {
        DataSource database = migrated();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        long began = System.nanoTime();
        try {
            List<Future<Duration>> last = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                Pace pace = pace(in(database));
                last.add(threads.submit(() -> {
                    Duration latest = Duration.ZERO;
                    for (int turn = 0; turn < 25; turn++) {
                        Duration wait = pace.turn(60, LONG);
                        latest = Duration.ofNanos(System.nanoTime() - began).plus(wait);
                    }
                    return latest;
                }));
            }
            List<Duration> latest = new ArrayList<>();
            for (Future<Duration> each : last) {
                latest.add(each.get());
            }
            assertThat(Collections.max(latest))
                    .as("of a hundred turns a second apart five lie behind, and none is lost")
                    .isBetween(
                            Duration.ofMillis(93_900), Duration.ofMillis(94_100).plusNanos(System.nanoTime() - began));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPartnerThatWantsToBeLeftAloneIsLeftAloneByAllNodesUntilThen() {
        DataSource database = migrated();
        Pace one = pace(in(database));
        Pace other = pace(in(database));
        Instant now = Instant.parse("2026-11-28T08:00:00Z");
        other.turn(60, LONG);
        one.rest(now.plusSeconds(600));
        one.rest(now.plusSeconds(60));
        other.turn(60, LONG);
        assertThat(other.restsUntil(now)).isEqualTo(now.plusSeconds(600));
        assertThat(other.restsUntil(now.plusSeconds(601))).isBefore(now.plusSeconds(601));

        JdbcClient.create(database)
                .sql("update connector_turns set rests_until = null")
                .update();
        assertThat(other.restsUntil(now)).as("somebody ended it").isBefore(now);
    }

    @Test
    void withoutTheDatabaseNobodyGetsATurn() {
        PGSimpleDataSource nowhere = TestPostgres.database("postgres");
        nowhere.setPortNumbers(new int[] {1});
        assertThatThrownBy(() -> pace(in(nowhere)).turn(60, LONG))
                .isInstanceOfSatisfying(HubException.class, unknown -> {
                    assertThat(unknown.code()).isEqualTo(ConnectorError.PACE_UNKNOWN);
                    assertThat(Partner.isHis(unknown))
                            .as("the partner is not to blame")
                            .isFalse();
                });
    }

    private static Turns in(DataSource database) {
        return Turns.in(JdbcClient.create(database), new DataSourceTransactionManager(database));
    }

    private static DataSource migrated() {
        if (shared == null) {
            shared = TestPostgres.database(TestPostgres.newState());
        }
        return shared;
    }
}
