package vn.lienthong.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;
import vn.lienthong.testing.OpenToOthers;
import vn.lienthong.testing.TestMariaDb;

class MariaDbServerTest {
    @Test
    void startsCleanlyOverAnOrphanAndKeepsWhatWasCommitted() throws Exception {
        Path folder = TestMariaDb.newFolder();
        MariaDbServer orphan = MariaDbServer.start(folder, List.of());
        long pid = Long.parseLong(Files.readString(folder.resolve("server.pid")).strip());
        orphan.createDatabase("school");
        execute(orphan.database("school"), "create table class (name varchar(20) primary key)");
        execute(orphan.database("school"), "insert into class values ('Lớp 1Ạ')");

        FileTime made = Files.getLastModifiedTime(folder.resolve("server.crt"));
        // nobody closed it: what is left when the hub was killed
        try (MariaDbServer server = MariaDbServer.start(folder, List.of())) {
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(single(server.database("school"), "select name from class"))
                    .isEqualTo("Lớp 1Ạ");
            assertThat(single(server.database("school"), "select @@binlog_format"))
                    .isEqualTo("ROW");
            assertThat(single(server.database("school"), "select @@ssl_cert"))
                    .as("a key of its own, made at the first start alone")
                    .isEqualTo(folder.resolve("server.crt").toString());
            assertThat(Files.getLastModifiedTime(folder.resolve("server.crt"))).isEqualTo(made);
        }
    }

    @Test
    void findsAnOrphanThatHadNotYetWrittenItsPidFile() throws Exception {
        Path folder = TestMariaDb.newFolder();
        MariaDbServer.start(folder, List.of());
        Path pidFile = folder.resolve("server.pid");
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        Files.delete(pidFile);

        try (MariaDbServer server = MariaDbServer.start(folder, List.of())) {
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(single(server.database("mysql"), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void beginsAnewWhereAStartWasKilledWhileItMadeTheDataFolder() throws Exception {
        Path folder = TestMariaDb.newFolder();
        Path halfMade = Files.createDirectories(folder.resolve("data.new"));
        Files.writeString(halfMade.resolve("ibdata1"), "half a file");
        Files.createDirectories(halfMade.resolve("mysql"));

        try (MariaDbServer server = MariaDbServer.start(folder, List.of())) {
            assertThat(single(server.database("mysql"), "select count(*) > 0 from global_priv"))
                    .isEqualTo("1");
        }
    }

    @Test
    void nothingOfTheServerIsOpenToOthers(@TempDir Path folder) throws Exception {
        try (MariaDbServer server = MariaDbServer.start(folder.resolve("server"), List.of())) {
            server.createDatabase("school");
            execute(server.database("school"), "create table class (name varchar(20) primary key)");
            assertThat(OpenToOthers.in(folder.resolve("server"))).isEmpty();
            assertThat(OpenToOthers.in(folder.resolve("binaries-mariadb"))).isEmpty();
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws SQLException {
        MariaDbDataSource source = TestMariaDb.database("mysql");
        source.setPassword("");
        assertThatThrownBy(() -> source.getConnection().close()).hasMessageContaining("Access denied");
    }

    private static void execute(MariaDbDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String single(MariaDbDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
