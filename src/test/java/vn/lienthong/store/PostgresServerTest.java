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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

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
