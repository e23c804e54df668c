package vn.lienthong.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Retained;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.SetClock;

/** What is kept long enough goes, with an account of it; what is still needed stays. */
@HubTest
@Import(PurgeTest.AtASetTime.class)
class PurgeTest {
    @TestConfiguration
    static class AtASetTime {
        @Bean
        @Primary
        SetClock setClock() {
            return new SetClock(Instant.now());
        }
    }

    @Autowired
    Purge purge;

    @Autowired
    JdbcClient state;

    @Autowired
    SetClock clock;

    @BeforeEach
    void anotherDay() {
        clock.advance(Duration.ofDays(1));
    }

    @Test
    void settledRowsGoAfterTheirTermAndWaitingAndDiscardedOnesStay() {
        for (String kind : new String[] {"released", "superseded", "discarded", "held"}) {
            row("purge-rows", 1, kind, clock.instant());
        }
        clock.advance(Duration.ofDays(89));
        purge.daily();
        assertThat(count("quarantine_rows where job = 'purge-rows'")).isEqualTo(4);

        clock.advance(Duration.ofDays(2));
        purge.daily();
        assertThat(state.sql("select state from quarantine_rows where job = 'purge-rows' order by state")
                        .query(String.class)
                        .list())
                .containsExactly("discarded", "held");
        Map<String, Object> entry = state.sql(
                        "select actor, details->>'removed' as removed from journal_entries"
                                + " where act = 'retention.purged' and subject = 'retention/settled-rows' order by id desc limit 1")
                .query()
                .singleRow();
        assertThat(entry).containsEntry("actor", "hub").containsEntry("removed", "2");
    }

    @Test
    void aDiscardedRowKeepsItsMarksAndNotItsContent() {
        row("purge-discarded", 1, "discarded", clock.instant());
        state.sql("update quarantine_rows set edited = content, row_mark = '\\x07' where job = 'purge-discarded'")
                .update();
        byte[] before = content();
        clock.advance(Duration.ofDays(89));
        purge.daily();
        assertThat(content()).isEqualTo(before);

        clock.advance(Duration.ofDays(2));
        purge.daily();
        assertThat(content()).isNotEqualTo(before);
        assertThat(count("quarantine_rows where job = 'purge-discarded' and edited is null and row_mark = '\\x07'"
                        + " and code is not null"))
                .isOne();
        byte[] gone = content();
        clock.advance(Duration.ofDays(2));
        purge.daily();
        assertThat(content()).as("and once is enough").isEqualTo(gone);
    }

    private byte[] content() {
        return state.sql("select content from quarantine_rows where job = 'purge-discarded'")
                .query(byte[].class)
                .single();
    }

    @Test
    void manyGoInPiecesAndEachPieceIsTold() {
        state.sql("""
                        insert into quarantine_rows (job, dataset, agency, run, batch, ordinal, state, row_mark, content,
                            value_class, code, reason_vi, reason_en, first_seen, last_seen, decided_at)
                        select 'purge-many', 'a/b', 'G03', 1, 1, n, 'released', '\\x00', '\\x00', 'personal', 'c', 'v', 'e',
                            :at, :at, :at from generate_series(1, 12000) n
                        """).param("at", at(clock.instant())).update();
        clock.advance(Duration.ofDays(91));
        purge.daily();
        assertThat(count("quarantine_rows where job = 'purge-many'")).isZero();
        assertThat(purge.last(kind("settled-rows")).orElseThrow().removed()).isGreaterThanOrEqualTo(12_000);
        assertThat(state.sql("select (details->>'removed')::int from journal_entries"
                                + " where subject = 'retention/settled-rows' order by id desc limit 3")
                        .query(Integer.class)
                        .list())
                .contains(5_000, 5_000);
    }

    @Test
    void aPurgeThatWasCutOffGoesOnTheNextHour() {
        state.sql("""
                        insert into quarantine_rows (job, dataset, agency, run, batch, ordinal, state, row_mark, content,
                            value_class, code, reason_vi, reason_en, first_seen, last_seen, decided_at)
                        select 'purge-cut', 'a/b', 'G03', 1, 1, n, 'released', '\\x00', '\\x00', 'personal', 'c', 'v', 'e',
                            :at, :at, :at from generate_series(1, 12000) n
                        """).param("at", at(clock.instant())).update();
        clock.advance(Duration.ofDays(91));
        state.sql("""
                        create function purge_cut() returns trigger language plpgsql as
                        $$ begin raise exception 'cut off'; end $$
                        """).update();
        try {
            state.sql("""
                            create trigger purge_cut before delete on quarantine_rows for each row
                            when (old.job = 'purge-cut' and old.ordinal = 12000) execute function purge_cut()
                            """).update();
            purge.daily();
            assertThat(count("quarantine_rows where job = 'purge-cut'")).isBetween(1L, 5_000L);
        } finally {
            state.sql("drop function purge_cut cascade").update();
        }
        clock.advance(Duration.ofHours(1));
        purge.daily();
        assertThat(count("quarantine_rows where job = 'purge-cut'")).isZero();
    }

    @Test
    void aJobKeepsItsNewestRunsAndThoseWithRowsThatWait() {
        runs("purge-runs", "DONE", 30);
        long oldest = state.sql("select min(id) from sync_runs where job = 'purge-runs'")
                .query(Long.class)
                .single();
        row("purge-runs", oldest, "held", clock.instant());
        clock.advance(Duration.ofDays(401));
        purge.daily();
        assertThat(count("sync_runs where job = 'purge-runs'")).isEqualTo(21);
        assertThat(count("sync_runs where id = " + oldest)).isEqualTo(1);
    }

    @Test
    void theLastGoodRunOfAJobStays() {
        runs("purge-good", "DONE", 2);
        long good = state.sql("select max(id) from sync_runs where job = 'purge-good'")
                .query(Long.class)
                .single();
        runs("purge-good", "FAILED", 25);
        clock.advance(Duration.ofDays(401));
        purge.daily();
        assertThat(count("sync_runs where job = 'purge-good'")).isEqualTo(21);
        assertThat(count("sync_runs where id = " + good)).isEqualTo(1);
    }

    @Test
    void theRunThatTheNextIsComparedWithStays() {
        runs("purge-base", "DONE", 2);
        state.sql("update sync_runs set read = 500 where job = 'purge-base'").update();
        long base = state.sql("select max(id) from sync_runs where job = 'purge-base'")
                .query(Long.class)
                .single();
        runs("purge-base", "DONE", 25);
        clock.advance(Duration.ofDays(401));
        purge.daily();
        assertThat(count("sync_runs where job = 'purge-base'")).isEqualTo(21);
        assertThat(count("sync_runs where id = " + base)).isEqualTo(1);
    }

    @Test
    void onceADayIsEnough() {
        purge.daily();
        Instant first = purge.last(kind("tokens")).orElseThrow().at();
        clock.advance(Duration.ofHours(2));
        purge.daily();
        assertThat(purge.last(kind("tokens")).orElseThrow().at()).isEqualTo(first);
    }

    @Test
    void aTermIsDaysAndNotTooFew() {
        for (String wrong : new String[] {"29", "-1", "many", "1.5"}) {
            Terms terms = new Terms(new MockEnvironment().withProperty("LIENTHONG_KEEP_RUNS", wrong));
            assertThatThrownBy(() -> terms.of(kind("runs")))
                    .isInstanceOfSatisfying(HubException.class, error -> assertThat(error.getMessage())
                            .contains("LIENTHONG_KEEP_RUNS", wrong, "30"));
        }
        assertThat(new Terms(new MockEnvironment().withProperty("LIENTHONG_KEEP_RUNS", "30")).of(kind("runs")))
                .isEqualTo(Duration.ofDays(30));
    }

    private Retained kind(String name) {
        return purge.all().stream()
                .filter(one -> one.kind().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void row(String job, long run, String as, Instant when) {
        state.sql("""
                        insert into quarantine_rows (job, dataset, agency, run, batch, ordinal, state, row_mark, content,
                            value_class, code, reason_vi, reason_en, first_seen, last_seen, decided_at)
                        values (:job, 'a/b', 'G03', :run, 1, (select count(*) from quarantine_rows), :as, '\\x00', '\\x00',
                            'personal', 'c', 'v', 'e', :at, :at, :at)
                        """)
                .param("job", job)
                .param("run", run)
                .param("as", as)
                .param("at", at(when))
                .update();
    }

    private void runs(String job, String as, int many) {
        state.sql("""
                        insert into sync_runs (job, state, trigger, actor, requested, started, finished)
                        select :job, :as, 'PERSON', 'an', :at, :at, :at from generate_series(1, :many)
                        """)
                .param("job", job)
                .param("as", as)
                .param("many", many)
                .param("at", at(clock.instant()))
                .update();
    }

    private long count(String from) {
        return state.sql("select count(*) from " + from).query(Long.class).single();
    }

    private static OffsetDateTime at(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
