package vn.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.quarantine.HeldRow;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.store.HubFolders;
import vn.lienthong.sync.Release;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunControl;
import vn.lienthong.sync.RunEvent;
import vn.lienthong.sync.Runs;
import vn.lienthong.sync.SyncJobs;
import vn.lienthong.testing.Everybody;
import vn.lienthong.testing.HubTest;
import vn.lienthong.testing.TestSystems;
import vn.lienthong.vault.Vault;

/** Jobs in a whole hub: from files to routes, by hand and by the clock. */
@HubTest
class SyncHubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    HubFolders folders;

    @Autowired
    Vault vault;

    @Autowired
    SyncJobs jobs;

    @Autowired
    Runs runs;

    @Autowired
    RunControl control;

    @Autowired
    Routes routes;

    @Autowired
    Callers callers;

    private Optional<RouteDetail> route(String id) {
        return callers.as(new Everybody("maria"), () -> routes.find(id, Routes.SPAN));
    }

    @Autowired
    QuarantineDesk desk;

    @Autowired
    Release release;

    private final JobName job = new JobName("pupils");
    private final JobName timed = new JobName("timed");
    private JdbcTemplate source;
    private JdbcTemplate target;

    private TestSystems systems;

    @BeforeEach
    void layOut() throws IOException {
        systems = new TestSystems(folders, vault, "G03");
        source = systems.connector("here", "  pupils: { from: public.pupils, classes: { \"*\": internal } }");
        target = systems.connector("there", "  pupils: { from: public.pupils, classes: { \"*\": internal } }");
        source.execute("create table pupils (id bigint primary key, name text, grade integer)");
        source.update("insert into pupils select n, 'Trần Văn ' || n, 1 + n % 12 from generate_series(1, 200) n");
        source.update("update pupils set grade = 99 where id = 200");
        target.execute("create table pupils (pupil_id bigint primary key, full_name text, grade integer)");
        file(job, "");
    }

    @AfterEach
    void stop() throws IOException {
        systems.close();
    }

    @Test
    void aJobOfAFileRunsOnItsRouteAndARejectedRowIsReleased() throws IOException {
        await().atMost(PATIENCE)
                .until(() -> jobs.find(job).isPresent() && jobs.problems().isEmpty());

        Run run = ended(control.start(job, "maria").id());

        assertThat(run.failure()).isNull();
        assertThat(run.counts()).isEqualTo(new Counts(200, 199, 0, 1, 0, 0, 0));
        await().atMost(PATIENCE) // a moment after the run has ended
                .untilAsserted(() -> assertThat(runs.events(run.id()))
                        .extracting(RunEvent::kind)
                        .startsWith(RunEvent.Kind.REQUESTED, RunEvent.Kind.STARTED)
                        .endsWith(RunEvent.Kind.FINISHED));
        RouteDetail route = route("sync.pupils").orElseThrow();
        assertThat(route.route().health().code()).isEqualTo("rejections");
        assertThat(route.route().owner().vi()).isNotBlank();
        assertThat(route.steps()).extracting(RouteDetail.Step::id).containsExactlyElementsOf(JobRoute.STEPS);
        assertThat(route.steps().get(1).count()).isGreaterThanOrEqualTo(2);
        assertThat(route.steps().stream().mapToDouble(RouteDetail.Step::share).sum())
                .isCloseTo(1, within(0.001));
        Figures did = route.route().figures();
        assertThat(did.moved()).isEqualTo(200);
        assertThat(did.traffic().stream().mapToLong(Long::longValue).sum()).isEqualTo(200);
        assertThat(did.p99()).isGreaterThanOrEqualTo(did.p50());
        assertThat(route.failures()).isEmpty();

        HeldRow held = desk.rows("held", "pupils", null, 0, 10).get(0);
        Release.Outcome refused = release.release(List.of(held.id()), "maria");
        assertThat(refused.refused()).containsOnlyKeys(held.id());
        desk.edit(held.id(), Map.of("grade", "9"), "maria");
        Release.Outcome outcome = release.release(List.of(held.id()), "maria");

        assertThat(outcome.released()).containsExactly(held.id());
        assertThat(target.queryForObject("select grade from pupils where pupil_id = 200", Integer.class))
                .isEqualTo(9);
        assertThat(control.reconcile(job, "test").clean()).isTrue();
        Run overlaid = ended(control.start(job, "maria").id());
        assertThat(overlaid.counts()).as("the correction holds").isEqualTo(new Counts(200, 0, 200, 0, 0, 0, 0));

        callers.as(new Everybody("maria"), () -> {
            routes.stop("sync.pupils", "maria", "test");
            return true;
        });
        assertThat(route("sync.pupils").orElseThrow().route().health().code()).isEqualTo("stopped");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> control.start(job, "maria"))
                .isInstanceOf(HubException.class);
        callers.as(new Everybody("maria"), () -> {
            routes.start("sync.pupils", "maria");
            return true;
        });

        file(timed, "every: 1s");
        await().atMost(PATIENCE).until(() -> runs.list(timed, null, 5).stream()
                .anyMatch(tick -> tick.state().good() && tick.trigger() == Run.Trigger.SCHEDULE));
        Files.delete(folders.routes().resolve("timed.sync.yaml"));
        await().atMost(PATIENCE)
                .until(() -> route("sync.timed").isEmpty() && control.due().isEmpty());

        write(folders.routes().resolve("pupils.sync.yaml"), "sync: pupils\nnonsense: 1\n");
        await().atMost(PATIENCE).until(() -> !jobs.problems().isEmpty());
        assertThat(jobs.find(job)).as("the last good version stays").isPresent();
    }

    private Run ended(long run) {
        await().atMost(PATIENCE).until(() -> !runs.get(run).state().active());
        return runs.get(run);
    }

    private void file(JobName name, String further) throws IOException {
        write(folders.routes().resolve(name + ".sync.yaml"), """
                sync: %s
                title: { vi: Học sinh, en: Pupils }
                agency: G03
                from: { dataset: here/pupils }
                to: { dataset: there/pupils, key: [pupil_id] }
                map: { pupil_id: id, full_name: name, grade: grade }
                check: { grade: [between(1, 12)] }
                batch: 100
                %s
                """.formatted(name, further));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
