package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.connector.Outbox;
import vn.lienthong.kernel.Counts;
import vn.lienthong.testing.SetClock;
import vn.lienthong.testing.TestPostgres;
import vn.lienthong.testing.VersionedPartner;

/** Records that a job sends to a partner who wants each in an envelope, with a version that rises. */
class IntoVersionedPartnerTest {
    private static final String ASKED = "    look_up: { path: '/records/{id}', no_row: 404, after_seconds: 0 }";
    private static final String NOT_ASKED = "";
    private static final Instant BEGIN = Instant.parse("2026-11-27T01:00:00Z");

    private final Ground ground = new Ground();
    private final VersionedPartner partner = new VersionedPartner();
    private final SetClock time = new SetClock(BEGIN);

    @AfterEach
    void stop() {
        partner.close();
    }

    private SyncJob job(String further) {
        ground.reach.clock = time;
        ground.source.execute("alter table pupils add column if not exists gone boolean not null default false");
        ground.reach.api("centre", partner.port(), 5, """
                records:
                  path: /records
                  rows: /danhSach
                  columns:
                    id: /IdBanGhi
                    event: /SuKien
                    version: { at: /PhienBan, type: integer }
                    name: /DuLieu/hoTen
                    gone: { at: /DuLieu/daThoiHoc, type: boolean }
                  write:
                    method: POST
                    path: /records
                    version: { at: /PhienBan, event: { at: /SuKien, cancelled_by: gone } }
                    there: [409]
                %s
                """.formatted(further));
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: centre/records, key: [id] }
                map: { id: { cel: string(row.id) }, name: name, gone: gone }
                """);
    }

    private void rename(String name) {
        time.advance(Duration.ofHours(1));
        ground.source.update("update pupils set name = ?", name);
    }

    private Counts run(SyncJob job) {
        Run run = ground.run(job);
        assertThat(run.state()).as(String.valueOf(run.failure())).isEqualTo(RunState.DONE);
        return run.counts();
    }

    private static void admin(String sql) {
        new JdbcTemplate(TestPostgres.database("postgres")).execute(sql);
    }

    private String state() {
        return ((PGSimpleDataSource) ground.state).getDatabaseName();
    }

    @Test
    void aVersionRisesAlsoAfterTheHubsDatabaseWasRestored() {
        ground.pupils(1, 2, Ground.NO_POISON);
        SyncJob job = job(NOT_ASKED);
        assertThat(run(job)).isEqualTo(new Counts(2, 2, 0, 0, 0, 0, 0));
        String backup = state() + "_backup";
        admin("create database " + backup + " template " + state());
        rename("Lò Thị Mẩy");
        run(job);
        rename("Lò Thị Mảy");
        run(job);

        admin("drop database " + state() + " with (force)");
        admin("create database " + state() + " template " + backup);
        rename("Lò Thị May");

        assertThat(run(job)).isEqualTo(new Counts(2, 2, 0, 0, 0, 0, 0));
        assertThat(partner.tooOld)
                .as("nothing came under a number that was used")
                .isEmpty();
        assertThat(partner.versions("1")).hasSize(4).isSorted().doesNotHaveDuplicates();
        assertThat(partner.events("1")).containsExactly("NEW", "UPDATE", "UPDATE", "UPDATE");
        assertThat(partner.newest("1").path("DuLieu").path("hoTen").asText()).isEqualTo("Lò Thị May");
        admin("drop database " + backup);
    }

    @Test
    void aHubThatRemembersNothingChangesWhatThePartnerHas() {
        ground.pupils(1, 1, Ground.NO_POISON);
        SyncJob job = job(NOT_ASKED);
        run(job);
        JdbcClient.create(ground.state).sql("delete from connector_outbox").update();
        rename("Lò Thị Mẩy");

        assertThat(run(job)).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0));
        assertThat(partner.events("1")).containsExactly("NEW", "UPDATE");
        assertThat(ground.held()).isZero();
    }

    @Test
    void aClockThatIsBehindIsMadeUpForByWhatIsRemembered() {
        ground.pupils(1, 1, Ground.NO_POISON);
        SyncJob job = job(NOT_ASKED);
        run(job);
        time.set(BEGIN.minus(Duration.ofDays(30)));
        ground.source.update("update pupils set name = 'Lò Thị Mẩy', gone = true");
        run(job);
        assertThat(partner.versions("1")).containsExactly(BEGIN.getEpochSecond(), BEGIN.getEpochSecond() + 1);
        assertThat(partner.events("1")).containsExactly("NEW", "CANCEL");
    }

    @Test
    void whereBothAreLostThePartnerIsAskedOrTheRowWaits() {
        ground.pupils(1, 1, Ground.NO_POISON);
        SyncJob job = job(NOT_ASKED);
        run(job);
        time.set(BEGIN.minus(Duration.ofDays(30)));
        JdbcClient.create(ground.state).sql("delete from connector_outbox").update();
        ground.source.update("update pupils set name = 'Lò Thị Mẩy'");

        assertThat(ground.run(job).counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 0));
        assertThat(reasons()).singleElement().asString().contains("describe look_up");

        assertThat(run(job(ASKED)).written()).isEqualTo(1);
        assertThat(partner.versions("1")).containsExactly(BEGIN.getEpochSecond(), BEGIN.getEpochSecond() + 1);
        assertThat(partner.newest("1").path("DuLieu").path("hoTen").asText()).isEqualTo("Lò Thị Mẩy");
    }

    @Test
    void everyAttemptAtAVersionBearsItsNumber() {
        ground.pupils(1, 1, Ground.NO_POISON);
        AtomicInteger lost = new AtomicInteger(1);
        partner.answerIsLost = envelope -> lost.getAndDecrement() > 0;

        assertThat(run(job(NOT_ASKED))).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0));

        assertThat(partner.versions("1")).hasSize(1);
        assertThat(partner.tooOld).singleElement().satisfies(again -> assertThat(again)
                .isEqualTo(partner.newest("1")));
        assertThat(ground.reach.outboxes.of(Ground.PUPILS).standing()).isEqualTo(new Outbox.Standing(0, 0));
    }

    private List<String> reasons() {
        return JdbcClient.create(ground.state)
                .sql("select reason_en from quarantine_rows where state = 'held'")
                .query(String.class)
                .list();
    }
}
