package vn.lienthong.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;
import vn.lienthong.testing.Aside;

/** The same against the server that most partners run, with keys that its own tools made. */
class OpenSshTest {
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("Mã", ValueType.TEXT), Column.of("Tên", ValueType.TEXT)));

    @TempDir
    Path own;

    @TempDir
    Path data;

    @TempDir
    Path other;

    private String key;
    private Path home;
    private OpenSsh server;
    private FarDrop drop;

    @BeforeEach
    void start() throws IOException {
        OpenSsh.needed();
        home = Files.createDirectory(own.resolve("nhận tệp"));
        server = new OpenSsh(own);
        key = server.key("");
        drop = way(data, FarDrop.MARK);
    }

    private FarDrop way(Path hub, String mark) {
        return new FarDrop(server.port(), server.fingerprint(), hub, mark)
                .with("username", System.getProperty("user.name"))
                .with("auth", "key")
                .with("remote_folder", home.toString())
                .secret("key", key);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aFileGoesInAndComesOut() throws IOException {
        FarDrop.put(home, "Lớp 6.csv", "Mã,Tên\n1,An\n2,Bình\n");
        assertThat(drop.examine(new Examination(List.of("*.csv"), List.of())))
                .extracting(Check::outcome)
                .containsOnly(Check.Outcome.OK);
        assertThat(drop.run("*.csv").rows).hasSize(2);
        assertThat(FarDrop.files(home)).hasSize(1).allMatch(name -> name.startsWith(".done/"));
        assertThat(drop.run("*.csv").nothingNew).isTrue();
        FarDrop.put(home, "lai.csv", "Mã,Tên\n1,An\n2,Bình\n");
        assertThat(drop.run("*.csv").rows).as("the ledger is at the server").isEmpty();

        drop.with("marker", ".sha256").with("checksum", "sha256").with("columns", List.of("Mã", "Tên"));
        write("1", "An");
        write("2", "Bình");
        assertThat(Files.readString(home.resolve("ra.csv"))).contains("1,An", "2,Bình");
        assertThat(server.sha256sum(home, "ra.csv.sha256")).isZero();
        assertThat(Files.list(home.resolve(".writing"))).isEmpty();
    }

    @Test
    void twoHubsNeverTakeTheSameFile() throws IOException {
        for (int i = 0; i < 12; i++) {
            FarDrop.put(home, "f" + i + ".csv", "Mã,Tên\n" + i + ",An\n");
        }
        FarDrop second = way(other, "9876543210").with("columns", List.of("Mã", "Tên"));
        drop.with("columns", List.of("Mã", "Tên"));
        CompletableFuture<FarDrop.Read> beside = Aside.supply(() -> second.run("f*.csv"));
        List<List<String>> rows = new ArrayList<>(drop.run("f*.csv").rows);
        rows.addAll(beside.join().rows);
        assertThat(rows).hasSize(12).doesNotHaveDuplicates();
        assertThat(FarDrop.files(home)).hasSize(12).allMatch(name -> name.startsWith(".done/"));
    }

    private void write(String... cells) {
        WriteRequest request = new WriteRequest(
                new JobName("ra"),
                SCHEMA,
                List.of("Mã"),
                WriteRequest.Mode.UPSERT,
                WriteRequest.Deletes.KEEP,
                null,
                Map.of(),
                false,
                false);
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe("ra.csv"), request)) {
            writer.takeOver();
            writer.begin(1, null, null);
            writer.write(RowBatch.of(SCHEMA, List.<Object[]>of(cells), 1));
            writer.commit(new Position("end"), Counts.NONE);
            writer.finish(Counts.NONE);
        }
    }

    @Test
    void aFolderThatMayOnlyBeReadIsToldAndIsReadableWhenItIsLeft() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        drop.secret("key", server.key("cau mat khau")).secret("key_passphrase", "cau mat khau");
        drop.with("remote_folder", home.resolve("khong-co").toString());
        assertThat(drop.examine(new Examination(List.of(), List.of())))
                .filteredOn(check -> check.step().equals("folder"))
                .singleElement()
                .satisfies(check -> assertThat(check.found().en()).contains("khong-co"));
        drop.with("remote_folder", home.toString()).with("after", "leave");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(drop.run("*.csv").rows).hasSize(1);
        } finally {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(FarDrop.files(home)).containsExactly("a.csv");
    }
}
