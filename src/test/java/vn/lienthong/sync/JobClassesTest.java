package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.DataClass;

/** However a run is begun, it carries nothing that nobody classified, and nothing into lesser care. */
class JobClassesTest {
    private Ground ground;
    private SyncJob job;

    @BeforeEach
    void layOut() {
        ground = new Ground();
        ground.pupils(1, 5, Ground.NO_POISON);
        job = ground.job("key: [pupil_id]", "");
    }

    @Test
    void aRunOfWhatNobodyClassifiedFailsBeforeItReads() {
        ground.reach.classes.put("name", DataClass.UNCLASSIFIED);

        Run run = ground.run(job);

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failure().problem().en()).contains("\"name\" of here/pupils has no data class");
        assertThat(run.failure().remedy().en()).contains("classes: { name: personal }");
        assertThat(run.counts().read()).isZero();
        assertThat(ground.target.queryForObject("select count(*) from pupils", Long.class))
                .isZero();
    }

    @Test
    void aRunIntoLesserCareFailsUnlessTheRuleSaysWhy() {
        ground.reach.classes.put("born", DataClass.PERSONAL);

        assertThat(ground.run(job).failure().problem().en()).contains("\"birth_date\" is internal");

        String justified =
                job.yaml().replace("birth_date: born", "birth_date: { from: born, because: always the first day }");
        assertThat(ground.run(ground.job(justified)).state()).isEqualTo(RunState.DONE);
    }

    @Test
    void neitherDryRunNorComparisonReadsIt() {
        ground.reach.classes.put("grade", DataClass.UNCLASSIFIED);

        assertThatThrownBy(() -> new Comparisons(ground.tools()).dryRun(job)).isInstanceOf(DocumentException.class);
        assertThatThrownBy(() -> ground.reconcile(job)).isInstanceOf(DocumentException.class);
    }
}
