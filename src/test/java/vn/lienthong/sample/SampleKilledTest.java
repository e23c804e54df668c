package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.store.HubFolders;
import vn.lienthong.testing.ChildJava;
import vn.lienthong.testing.OpenToOthers;

/** A hub that dies while it makes its sample: the next start makes it whole and leaves no server behind. */
class SampleKilledTest {
    private static final SampleSettings SETTINGS = new SampleSettings(true, 3_500, 50, Duration.ZERO);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void aHalfMadeSampleBecomesWhole() throws Exception {
        Path folder = Files.createTempDirectory("lienthong-sample-killed");
        Path sample = folder.resolve("data/sample");
        // half made, or a moment later
        killedWhenThereIs(folder, sample.resolve("mariadb/data.new"), sample.resolve("mariadb/data"));
        killedWhenThereIs(folder, sample.resolve("postgres/data/postmaster.pid"));
        killedWhenThereIs(folder, sample.resolve("mariadb/server.pid"));

        try (SampleSector whole = begin(folder)) {
            assertThat(number(whole, HanoiSystem.DATABASE, "select count(*) from hoc_sinh"))
                    .isEqualTo(whole.size().hanoi());
            assertThat(number(whole, HanoiSystem.DATABASE, "select count(*) from giao_vien"))
                    .isEqualTo(whole.size().hanoi() / 40);
            assertThat(number(whole, MinistrySystem.DATABASE, "select count(*) from pupils"))
                    .isZero();
            assertThat(whole.servers().hcmc().system().students())
                    .isEqualTo(whole.size().hcmc());
            assertThat(workbooks(folder)).hasSize(1);
            String list = "giao-vien-"
                    + Files.readString(sample.resolve("partners/hcm-sftp-last")).replace("-", "") + ".csv";
            assertThat(lists(sample))
                    .contains(list, list + TeacherLists.MARKER)
                    .allMatch(name -> name.startsWith("giao-vien"));
            assertThat(OpenToOthers.in(sample.resolve("partners"))).isEmpty();
        }
        assertThat(serversIn(sample)).as("servers left behind").isEmpty();
        FileSystemUtils.deleteRecursively(folder);
    }

    /** The process that a test kills. */
    public static void main(String[] arguments) {
        begin(Path.of(arguments[0])).variables();
    }

    private static SampleSector begin(Path folder) {
        return SampleSector.begin(
                new HubFolders(folder.resolve("home"), folder.resolve("data")), SETTINGS, Clock.systemUTC());
    }

    private static void killedWhenThereIs(Path folder, Path... signs) throws IOException, InterruptedException {
        List<String> line = ChildJava.line();
        line.addAll(List.of(SampleKilledTest.class.getName(), folder.toString()));
        Process hub = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "hub.out"))
                .start();
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> Stream.of(signs).anyMatch(Files::exists) || !hub.isAlive());
            assertThat(hub.isAlive())
                    .as(() -> "died where it should have been killed: " + signs[0])
                    .isTrue();
        } finally {
            hub.destroyForcibly().waitFor();
        }
    }

    private static long number(SampleSector sector, String database, String question) throws SQLException {
        try (Connection connection =
                sector.servers().postgres().database(database).getConnection()) {
            return Databases.number(connection, question);
        }
    }

    private static List<Path> workbooks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("home").resolve(SampleSector.DROP_FOLDER))) {
            return files.filter(file -> file.toString().endsWith(".xlsx")).toList();
        }
    }

    private static List<String> lists(Path sample) throws IOException {
        try (Stream<Path> files = Files.list(sample.resolve("partners/hcm-sftp/gui"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<String> serversIn(Path sample) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(sample.toString()))
                .toList();
    }
}
