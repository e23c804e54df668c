package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import vn.lienthong.testing.OpenToOthers;

class PostgresServerTest {
    private static final Path PROGRAMS = Path.of(System.getProperty("java.io.tmpdir"), "lienthong-tests", "binaries");

    @TempDir
    Path folder;

    @Test
    void onlyThePasswordOpensTheServerAlsoAtALaterStart() throws Exception {
        try (PostgresServer server = start()) {
            refusesStrangers(server);
            server.createDatabase("kept");
        }
        openToEverybody();

        try (PostgresServer server = start();
                Connection connection = server.database("kept").getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            refusesStrangers(server);
        }
    }

    @Test
    void nobodyEntersWhileTheServerIsMade() throws Exception {
        AtomicBoolean started = new AtomicBoolean();
        AtomicInteger knocks = new AtomicInteger();
        FutureTask<Boolean> entered = new FutureTask<>(() -> {
            boolean in = false;
            while (!started.get() && !in) {
                in = entersWithoutPassword(knocks);
            }
            return in;
        });
        Thread stranger = new Thread(entered);
        stranger.start();

        try (PostgresServer server = start()) {
            started.set(true);
            assertThat(entered.get()).isFalse();
            refusesStrangers(server);
        }
        assertThat(knocks).hasPositiveValue();
    }

    @Test
    void theLoopbackIsTheOnlyDoor() throws Exception {
        try (PostgresServer server = start();
                Connection connection = server.database("postgres").getConnection();
                var answer = connection.createStatement().executeQuery("show unix_socket_directories")) {
            answer.next();
            assertThat(answer.getString(1)).isEmpty();
        }
    }

    @Test
    void aFirstStartThatWasKilledBeforeThePasswordIsBegunAgain() throws Exception {
        start().close();
        openToEverybody();
        Files.writeString(folder.resolve("first-start"), "");

        try (PostgresServer server = start()) {
            refusesStrangers(server);
            assertThat(folder.resolve("first-start")).doesNotExist();
        }
    }

    @Test
    void aFirstStartThatWasKilledWhileFilesWereMadeIsBegunAgain() throws Exception {
        Files.createDirectories(folder.resolve("data/base"));
        Files.writeString(folder.resolve("data/PG_VERSION"), "17\n");
        Files.writeString(folder.resolve("first-start"), "");

        try (PostgresServer server = start()) {
            refusesStrangers(server);
        }
    }

    @Test
    void nothingOfTheServerIsOpenToOthers() throws Exception {
        try (PostgresServer server = start()) {
            server.createDatabase("kept");
            assertThat(OpenToOthers.in(folder)).isEmpty();
            assertThat(OpenToOthers.in(PROGRAMS)).isEmpty();
        }
    }

    @Test
    void theServerKeepsWhatItCommits() throws Exception {
        try (PostgresServer server = start();
                Connection connection = server.database("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (var answer = statement.executeQuery("show " + setting)) {
                    answer.next();
                    assertThat(answer.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    private PostgresServer start() {
        return PostgresServer.start(folder, PROGRAMS, Map.of());
    }

    /** Reads the port where the server writes it, and tries to enter there. */
    private boolean entersWithoutPassword(AtomicInteger knocks) {
        PGSimpleDataSource stranger = new PGSimpleDataSource();
        stranger.setUser("postgres");
        try {
            List<String> told = Files.readAllLines(folder.resolve("data/postmaster.pid"));
            stranger.setPortNumbers(new int[] {Integer.parseInt(told.get(3))});
        } catch (IOException | RuntimeException notYet) {
            Thread.onSpinWait();
            return false;
        }
        knocks.incrementAndGet();
        try (Connection connection = stranger.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException refused) {
            return false;
        }
    }

    private void openToEverybody() throws IOException {
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
    }

    private static void refusesStrangers(PostgresServer server) {
        PGSimpleDataSource stranger = server.database("postgres");
        stranger.setPassword("guessed");
        assertThatThrownBy(stranger::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }
}
