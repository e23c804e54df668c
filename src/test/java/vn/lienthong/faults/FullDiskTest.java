package vn.lienthong.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.Run;
import vn.lienthong.sync.RunState;

/** The target's disk is full while a run writes: a small disk of its own, which only root can make. */
class FullDiskTest {
    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createTempDirectory("lienthong-small-disk");
        Assumptions.assumeTrue(
                done("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
                "NOT TESTED: only root can make a small disk here");
    }

    @AfterEach
    void unmount() throws Exception {
        done("umount", "-l", disk.toString());
        Files.delete(disk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aFullDiskIsSaidAndTheRunGoesOnWhenThereIsRoom(String kind) throws Exception {
        try (Machine to = kind.equals("mariadb") ? Machine.mariaDb() : Machine.postgres()) {
            fillsAndGoesOn(kind, to);
        }
    }

    private void fillsAndGoesOn(String kind, Machine to) throws Exception {
        FromDatabase scenario = new FromDatabase(Machine.sharedPostgres(), to, Machine.sharedPostgres());
        ontoDisk(kind, scenario.target());
        LeanHub hub = LeanHub.disturbed(scenario.plan(), "none", () -> {});

        Run full = hub.run();

        assertThat(full.state()).isEqualTo(RunState.PAUSED);
        assertThat(full.failure().code()).isEqualTo("connector.DISK_FULL");
        assertThat(full.failure().problem().vi()).contains("there", "đã đầy");
        assertThat(full.failure().remedy().en()).contains("goes on where it was");
        assertThat(full.retryAt()).isNotNull();

        assertThat(done("mount", "-o", "remount,size=200m", disk.toString())).isTrue();
        Run done = hub.run();

        assertThat(done.id()).isEqualTo(full.id());
        assertThat(done.state()).as(String.valueOf(done.failure())).isEqualTo(RunState.DONE_WITH_REJECTIONS);
        assertThat(done.counts().addUp()).isTrue();
        Judge.judge(scenario, hub);
    }

    private void ontoDisk(String kind, DataSource target) {
        JdbcTemplate there = new JdbcTemplate(target);
        if (kind.equals("mariadb")) {
            there.execute("drop table pupils");
            there.execute("create table pupils (pupil_id bigint primary key, full_name text not null,"
                    + " grade integer not null) data directory = '" + disk + "'");
        } else {
            there.execute("create tablespace small location '" + disk + "'");
            there.execute("alter table pupils set tablespace small");
            there.execute("alter index pupils_pkey set tablespace small");
        }
    }

    private static boolean done(String... command) throws Exception {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
