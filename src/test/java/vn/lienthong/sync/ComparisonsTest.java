package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.kernel.DataClass;

class ComparisonsTest {
    private final Ground ground = new Ground();
    private final SyncJob job = ground.job("write: upsert, key: [pupil_id], deletes: delete", "");

    @Test
    void aDryRunSaysWhatWouldChangeAndWritesNothing() {
        ground.pupils(1, 100, 50);
        ground.run(job);
        ground.source.update("update pupils set name = 'Khác' where id = 7");
        ground.source.update("delete from pupils where id = 8");
        ground.source.update("insert into pupils (id, name, grade) values (101, 'Mới', 3)");
        List<?> before = ground.target.queryForList("select * from pupils order by pupil_id");

        DryRun plan = new Comparisons(ground.tools()).dryRun(job);

        assertThat(plan.inserts()).isEqualTo(1);
        assertThat(plan.insertKeys()).containsExactly(List.of("101"));
        assertThat(plan.updates()).isEqualTo(1);
        assertThat(plan.updateKeys()).containsExactly(List.of("7"));
        assertThat(plan.deletes()).isEqualTo(1);
        assertThat(plan.deleteKeys()).containsExactly(List.of("8"));
        assertThat(plan.rejected()).isEqualTo(2);
        assertThat(plan.unchanged()).isEqualTo(96);
        assertThat(ground.target.queryForList("select * from pupils order by pupil_id"))
                .isEqualTo(before);
        assertThat(ground.runs.active(job.name())).isEmpty();
    }

    @Test
    void reconcilingFindsPlantedLostStaleAndExtraRows() {
        ground.pupils(1, 300, 50);
        ground.run(job);
        ground.target.update("delete from pupils where pupil_id = 11");
        ground.target.update("update pupils set grade = 12 - grade where pupil_id = 12");
        ground.target.update("insert into pupils (pupil_id, full_name) values (999, 'Thừa')");

        Reconciliation found = ground.reconcile(job);

        assertThat(found.clean()).isFalse();
        assertThat(found.lost().keys()).containsExactly(List.of("11"));
        assertThat(found.stale().keys()).containsExactly(List.of("12"));
        assertThat(found.extra().keys()).containsExactly(List.of("999"));
        assertThat(found.duplicated().count()).isZero();
        assertThat(found.equal()).isEqualTo(292);
        assertThat(found.excused()).isEqualTo(6);
    }

    @Test
    void whatTheNextRunBringsIsNotLost() {
        ground.pupils(1, 100, Ground.NO_POISON);
        ground.source.update("update pupils set changed = now() - interval '1 day'");
        SyncJob incremental = ground.job("incremental, cursor: changed, lag: 1h", "write: upsert, key: [pupil_id]", "");
        ground.run(incremental);
        ground.source.update("update pupils set name = 'Mới', changed = now() where id = 3");
        ground.source.update("insert into pupils (id, name, grade, changed) values (101, 'Thêm', 3, now())");
        ground.target.update("delete from pupils where pupil_id = 11");

        Reconciliation found = ground.reconcile(incremental);

        assertThat(found.lost().keys()).as("what no run will bring").containsExactly(List.of("11"));
        assertThat(found.stale().count()).isZero();
        assertThat(found.excused()).isEqualTo(2);
        assertThat(found.notes()).contains(Notes.NEXT_RUN_BRINGS.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "{ cel: \"row.name + ' ' + string(row.id)\" }", "{ from: name, apply: [upper] }"})
    void keysMadeOfPersonalColumnsAreShownMasked(String rule) {
        ground.reach.classes.put("name", DataClass.PERSONAL);
        ground.reach.classes.put("full_name", DataClass.PERSONAL);
        ground.pupils(1, 5, Ground.NO_POISON);
        ground.target.update("insert into pupils (pupil_id, full_name, source) values (-1, 'Phạm Thị Thừa', 'here')");
        SyncJob personal = ground.job("""
                sync: pupils
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils, read: snapshot }
                to: { dataset: there/pupils, write: upsert, key: [full_name], deletes: delete }
                map:
                  pupil_id: id
                  full_name: %s
                batch: 100
                """.formatted(rule));

        DryRun plan = new Comparisons(ground.tools()).dryRun(personal);
        Reconciliation found = ground.reconcile(personal);

        assertThat(plan.insertKeys()).hasSize(5);
        assertThat(found.lost().keys()).hasSize(5);
        assertThat(found.extra().keys()).hasSize(1);
        assertThat(plan.toString() + found).doesNotContainIgnoringCase("Nguyễn").doesNotContainIgnoringCase("Phạm");
    }

    @Test
    void reconcilingFindsDuplicatedRows() {
        ground.pupils(1, 50, Ground.NO_POISON);
        ground.run(job);
        ground.target.execute("alter table pupils drop constraint pupils_pkey");
        ground.target.update("insert into pupils select * from pupils where pupil_id = 5");

        Reconciliation found = ground.reconcile(job);

        assertThat(found.duplicated().keys()).containsExactly(List.of("5"));
    }
}
