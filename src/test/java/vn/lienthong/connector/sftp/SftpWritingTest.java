package vn.lienthong.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** Files that are made here, laid down at a server and renamed there. */
class SftpWritingTest {
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("Mã", ValueType.TEXT), Column.of("Tên", ValueType.TEXT)));

    @TempDir
    Path home;

    @TempDir
    Path data;

    private SftpServer server;
    private FarDrop drop;

    @BeforeEach
    void start() {
        server = new SftpServer(home);
        drop = FarDrop.at(server, data)
                .with("columns", List.of("Mã", "Tên"))
                .with("pattern", "ra.csv")
                .with("marker", ".sha256")
                .with("checksum", "sha256");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static WriteRequest request(WriteRequest.Mode mode) {
        List<String> key = mode == WriteRequest.Mode.APPEND ? List.of() : List.of("Mã");
        return new WriteRequest(
                new JobName("ra"), SCHEMA, key, mode, WriteRequest.Deletes.KEEP, null, Map.of(), false, false);
    }

    private Writer writer(Session session, String from, WriteRequest.Mode mode) {
        return ((Writes) session).writer(drop.describe(from), request(mode));
    }

    /** A whole run; each row is a code and a name. */
    private void run(long run, WriteRequest.Mode mode, String... cells) {
        try (Session session = drop.open();
                Writer writer = writer(session, "ra.csv", mode)) {
            writer.takeOver();
            writer.begin(run, null, null);
            writer.write(RowBatch.of(SCHEMA, List.<Object[]>of(cells), 1));
            writer.commit(new Position("end"), Counts.NONE);
            writer.finish(Counts.NONE);
        }
    }

    /** Who comes after a kill; gives whether the run is finished. */
    private boolean takenOver() {
        try (Session session = drop.open();
                Writer writer = writer(session, "ra.csv", WriteRequest.Mode.APPEND)) {
            Checkpoint checkpoint = writer.takeOver();
            return checkpoint.finished();
        }
    }

    private String text() throws IOException {
        return Files.readString(home.resolve("ra.csv")).replace("\r\n", "\n").replace("\uFEFF", "");
    }

    private void isWhole(String rows) throws IOException {
        assertThat(text()).isEqualTo("Mã,Tên\n" + rows);
        assertThat(Files.readString(home.resolve("ra.csv.sha256")))
                .isEqualTo(Checksums.of(home.resolve("ra.csv")) + "  ra.csv\n");
        assertThat(FarDrop.files(home)).containsExactly("ra.csv", "ra.csv.sha256");
    }

    @Test
    void aFileIsMadeAndWrittenOnWithItsMarkerAndNothingStaysHere() throws IOException {
        run(1, WriteRequest.Mode.UPSERT, "1", "An");
        isWhole("1,An\n");
        run(2, WriteRequest.Mode.UPSERT, "2", "Bình");
        isWhole("1,An\n2,Bình\n");
        assertThat(FarDrop.files(data)).noneMatch(name -> name.endsWith("ra.csv") || name.endsWith(".new"));
    }

    /** What the server is doing when the hub is killed. */
    private enum Moment {
        LAYING,
        RENAMING,
        RENAMED,
        MARKING
    }

    private void killAt(Moment moment) {
        server.watch(new SftpEventListener() {
            private final AtomicInteger kills = new AtomicInteger();

            @Override
            public void writing(
                    ServerSession session, String id, FileHandle file, long offset, byte[] bytes, int from, int length)
                    throws IOException {
                String name = file.getFile().toString();
                kill(name.contains(".sha256") ? Moment.MARKING : Moment.LAYING);
            }

            @Override
            public void moving(
                    ServerSession session, Path from, Path to, java.util.Collection<java.nio.file.CopyOption> options)
                    throws IOException {
                if (to.endsWith("ra.csv")) {
                    kill(Moment.RENAMING);
                }
            }

            @Override
            public void moved(
                    ServerSession session,
                    Path from,
                    Path to,
                    java.util.Collection<java.nio.file.CopyOption> options,
                    Throwable thrown) {
                if (to.endsWith("ra.csv") && moment == Moment.RENAMED && kills.getAndIncrement() == 0) {
                    server.drop();
                }
            }

            private void kill(Moment now) throws IOException {
                if (now == moment && kills.getAndIncrement() == 0) {
                    server.drop();
                    throw new IOException("the cable was pulled");
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"LAYING", "RENAMING", "RENAMED", "MARKING"})
    void aKillInTheMiddleOfTheUploadIsMadeGoodAndAppendsNothingTwice(String moment) throws IOException {
        run(1, WriteRequest.Mode.APPEND, "1", "An");
        killAt(Moment.valueOf(moment));
        assertThatThrownBy(() -> run(2, WriteRequest.Mode.APPEND, "2", "Bình")).isInstanceOf(HubException.class);
        if (moment.equals("LAYING") || moment.equals("RENAMING")) {
            assertThat(text()).isEqualTo("Mã,Tên\n1,An\n");
        }
        assertThat(takenOver()).isTrue();
        isWhole("1,An\n2,Bình\n");
    }

    @Test
    void aFileThatThePartnerHasTakenAfterAKillIsNotLaidDownAgain() throws IOException {
        run(1, WriteRequest.Mode.APPEND, "1", "An");
        killAt(Moment.RENAMED);
        assertThatThrownBy(() -> run(2, WriteRequest.Mode.APPEND, "2", "Bình")).isInstanceOf(HubException.class);
        Files.delete(home.resolve("ra.csv"));
        assertThat(takenOver()).isTrue();
        assertThat(home.resolve("ra.csv")).doesNotExist();
    }

    @Test
    void aTargetThatSomebodyReplacedMeanwhileStays() throws IOException {
        run(1, WriteRequest.Mode.APPEND, "1", "An");
        try (Session session = drop.open();
                Writer writer = writer(session, "ra.csv", WriteRequest.Mode.APPEND)) {
            writer.takeOver();
            writer.begin(2, null, null);
            writer.write(RowBatch.of(SCHEMA, List.<Object[]>of(new Object[] {"2", "Bình"}), 1));
            writer.commit(new Position("end"), Counts.NONE);
            Files.writeString(home.resolve("ra.csv"), "Mã,Tên\n9,Người khác\n");
            assertThatThrownBy(() -> writer.finish(Counts.NONE))
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("ra.csv");
        }
        assertThat(text()).isEqualTo("Mã,Tên\n9,Người khác\n");
        assertThat(takenOver()).isFalse();
    }

    @Test
    void aServerWithoutPosixRenameReplacesInTwoSteps() throws IOException {
        org.apache.sshd.sftp.SftpModuleProperties.OPENSSH_EXTENSIONS.set(server.ssh(), "fsync@openssh.com=1");
        run(1, WriteRequest.Mode.UPSERT, "1", "An");
        run(2, WriteRequest.Mode.UPSERT, "2", "Bình");
        isWhole("1,An\n2,Bình\n");
    }

    @Test
    void aTargetThatIsALinkIsNotWrittenThrough() throws IOException {
        Path outside = Files.createTempFile(data, "ngoai", ".csv");
        Files.writeString(outside, "Mã,Tên\n7,Ngoài\n", StandardCharsets.UTF_8);
        Files.createSymbolicLink(home.resolve("ra.csv"), outside);
        assertThatThrownBy(() -> run(1, WriteRequest.Mode.UPSERT, "1", "An"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("ra.csv");
        assertThat(Files.readString(outside)).contains("Ngoài");
    }

    @Test
    void aWorkbookIsWrittenAndReadBack() throws IOException {
        drop.with("format", "xlsx").with("pattern", "ra.xlsx");
        try (Session session = drop.open();
                Writer writer = writer(session, "Lớp 6", WriteRequest.Mode.UPSERT)) {
            writer.takeOver();
            writer.begin(1, null, null);
            writer.write(RowBatch.of(SCHEMA, List.<Object[]>of(new Object[] {"1", "An"}), 1));
            writer.commit(new Position("end"), Counts.NONE);
            writer.finish(Counts.NONE);
        }
        drop.without("marker");
        assertThat(drop.review("Lớp 6").rows).containsExactly(List.of("1", "An"));
        assertThat(FarDrop.files(home)).containsExactly("ra.xlsx", "ra.xlsx.sha256");
    }
}
