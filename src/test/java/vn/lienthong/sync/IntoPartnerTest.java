package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Counts;
import vn.lienthong.testing.TakingPartner;

/** Rows that a job sends to a partner's API. */
class IntoPartnerTest {
    static final String BY_KEY = "path: '/taken/{pupil_id}'";

    private final Ground ground = new Ground();
    private final TakingPartner partner = new TakingPartner();

    @AfterEach
    void stop() {
        partner.close();
    }

    private SyncJob job(String write) {
        return job(ground, partner, write);
    }

    static SyncJob job(Ground ground, TakingPartner partner, String write) {
        ground.reach.api("partner", partner.port(), """
                taken:
                  path: /taken
                  rows: /data
                  columns:
                    pupil_id: { at: /id, type: integer }
                    full_name: /name
                    grade: { at: /school/grade, type: integer }
                    birth_date: { at: /born, type: date }
                  write: { %s }
                """.formatted(write));
        return ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: partner/taken, key: [pupil_id] }
                map:
                  pupil_id: id
                  full_name: name
                  grade: grade
                  birth_date: born
                batch: 10
                """);
    }

    static Map<Integer, String> expected(Ground ground) {
        Map<Integer, String> rows = new HashMap<>();
        ground.source.query("select id, name, grade, born from pupils", row -> {
            rows.put(
                    row.getInt(1),
                    "{\"id\":%d,\"name\":\"%s\",\"school\":{\"grade\":%d},\"born\":\"%s\"}"
                            .formatted(row.getInt(1), row.getString(2), row.getInt(3), row.getString(4)));
        });
        return rows;
    }

    @Test
    void everyRowArrivesAtItsKeyAndOnlyWhatDiffersIsSentAgain() {
        ground.pupils(1, 25, Ground.NO_POISON);
        SyncJob job = job(BY_KEY);

        Run first = ground.run(job);

        assertThat(first.state()).as(String.valueOf(first.failure())).isEqualTo(RunState.DONE);
        assertThat(first.counts()).isEqualTo(new Counts(25, 25, 0, 0, 0, 0, 0));
        assertThat(partner.rows()).isEqualTo(expected(ground));
        assertThat(partner.asked).hasSize(25).contains("PUT /api/taken/7");
        assertThat(partner.keys).doesNotHaveDuplicates();
        assertThat(partner.mostAtOnce()).isBetween(1, 4);
        assertThat(ground.reconcile(job).clean()).isTrue();
        partner.asked.clear();

        ground.source.update("update pupils set name = 'Lò Thị Mẩy' where id in (3, 4)");
        assertThat(ground.run(job).counts()).isEqualTo(new Counts(25, 2, 23, 0, 0, 0, 0));
        assertThat(partner.asked).containsExactlyInAnyOrder("PUT /api/taken/3", "PUT /api/taken/4");
        assertThat(partner.rows()).isEqualTo(expected(ground));
    }

    @Test
    void whatWentOnItsWayBeforeADeathArrivesAfterIt() {
        ground.pupils(1, 12, Ground.NO_POISON);
        SyncJob job = job(BY_KEY);
        for (String step : DyingOutbox.STEPS) {
            ground.source.update("update pupils set name = name || ' ' || ?", step);
            assertThat(Dying.run(ground, job, step + ":2")).isEqualTo(1);
            assertThat(partner.rows()).as(step).isEqualTo(expected(ground));
        }
        assertThat(ground.held()).isZero();
    }

    @Test
    void aRowThatThePartnerDoesNotWantWaitsAloneWithHisReason() {
        ground.pupils(1, 25, Ground.NO_POISON);
        ground.reach.classes.put("full_name", vn.lienthong.kernel.DataClass.PERSONAL);
        partner.refuses.put(5, "Pupil NGUYỄN VĂN 5 with the id 001209000123 is too old\n" + "x".repeat(500));
        SyncJob job = job(BY_KEY + ", reason: /detail");

        assertThat(ground.run(job).counts()).isEqualTo(new Counts(25, 24, 0, 1, 0, 0, 0));

        List<String> reasons = org.springframework.jdbc.core.simple.JdbcClient.create(ground.state)
                .sql("select reason_en from quarantine_rows where state = 'held'")
                .query(String.class)
                .list();
        assertThat(reasons)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("The partner does not take this row (422): Pupil •••");
        assertThat(reasons.get(0))
                .doesNotContainIgnoringCase("văn")
                .doesNotContain("0012")
                .hasSizeLessThan(250);
        assertThat(partner.taken).hasSize(24);
    }
}
