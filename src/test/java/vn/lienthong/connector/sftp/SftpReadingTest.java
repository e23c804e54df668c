package vn.lienthong.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.testing.Aside;

/** Files that are claimed at a server, fetched, read and archived there. */
class SftpReadingTest {
    private static final String CLAIMED = ".claimed-so-huyen-" + FarDrop.MARK;

    @TempDir
    Path home;

    @TempDir
    Path data;

    @TempDir
    Path other;

    private SftpServer server;
    private FarDrop drop;

    @BeforeEach
    void start() {
        server = new SftpServer(home);
        drop = FarDrop.at(server, data);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void refused(Runnable act, ErrorCode code, String word) {
        assertThatThrownBy(act::run)
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code))
                .satisfies(refused -> assertThat(refused.problem().en()).contains(word));
    }

    @Test
    void aFileIsClaimedReadAndArchivedAndNothingStaysHere() throws IOException {
        FarDrop.put(home, "Lớp 6.csv", "Mã,Tên\n1,An\n2,Bình\n");
        FarDrop.put(home, "khac.txt", "x");
        try (Session session = drop.open()) {
            FarDrop.Read read = drop.read(session, "lớp*.csv", null, ReadRequest.Kind.SNAPSHOT);
            assertThat(read.rows).containsExactly(List.of("1", "An"), List.of("2", "Bình"));
            assertThat(FarDrop.files(home)).containsExactly(CLAIMED + "/Lớp 6.csv", "khac.txt");
            ((Reads) session).settle(drop.describe("lớp*.csv"), read.position);
        }
        assertThat(FarDrop.files(home))
                .hasSize(2)
                .anyMatch(name -> name.matches("\\.done/\\d{4}-\\d\\d-\\d\\d-Lớp 6\\.csv"));
        assertThat(FarDrop.files(data)).noneMatch(name -> name.endsWith(".csv"));
        assertThat(drop.run("lớp*.csv").nothingNew).isTrue();
        assertThat(drop.describe("lớp*.csv").schema().size()).isEqualTo(2);
        assertThat(drop.review("lớp*.csv").rows).as("the last settled read").hasSize(2);
    }

    @Test
    void theSameContentIsArchivedUnreadAlsoByAHubThatLostItsData() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        assertThat(drop.run("*.csv").rows).hasSize(1);
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        FarDrop.Read again = FarDrop.at(server, other).run("*.csv");
        assertThat(again.rows).isEmpty();
        assertThat(again.remark).contains("a.csv");
        assertThat(FarDrop.files(home)).hasSize(2).allMatch(name -> name.startsWith(".done/"));
    }

    @Test
    void aKilledReadIsFinishedByWhicheverNodeComesNext() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n2,Bình\n3,Chi\n4,Dung\n");
        FarDrop.Read first;
        try (Session session = drop.open()) {
            first = drop.read(session, "*.csv", null, ReadRequest.Kind.SNAPSHOT);
        }
        FarDrop.put(home, "b.csv", "Mã,Tên\n9,Yến\n");
        FarDrop node = FarDrop.at(server, other);
        assertThat(node.run("*.csv").rows).hasSize(5);
        assertThat(first.rows).hasSize(4);
        assertThat(FarDrop.files(home)).hasSize(2).allMatch(name -> name.startsWith(".done/"));
    }

    @Test
    void twoHubsNeverTakeTheSameFile() throws IOException {
        for (int i = 0; i < 20; i++) {
            FarDrop.put(home, "f" + i + ".csv", "Mã,Tên\n" + i + ",An\n");
        }
        FarDrop second = new FarDrop(server.port(), server.fingerprint(), other, "9876543210")
                .with("columns", List.of("Mã", "Tên"));
        drop.with("columns", List.of("Mã", "Tên"));
        CompletableFuture<FarDrop.Read> beside = Aside.supply(() -> second.run("f*.csv"));
        List<List<String>> rows = new java.util.ArrayList<>(drop.run("f*.csv").rows);
        rows.addAll(beside.join().rows);
        assertThat(rows).hasSize(20).doesNotHaveDuplicates();
        assertThat(FarDrop.files(home)).hasSize(20).allMatch(name -> name.startsWith(".done/"));
    }

    @Test
    void aFileThatGrowsIsLeft() throws IOException {
        FarDrop.put(home, "xong.csv", "Mã,Tên\n1,An\n");
        FarDrop.put(home, "dang-ghi.csv", "Mã,Tên\n2,Bì");
        drop.with("stable_seconds", 1L).with("columns", List.of("Mã", "Tên"));
        CompletableFuture<Void> writer = Aside.run(() -> grow(home.resolve("dang-ghi.csv")));
        FarDrop.Read read = drop.run("*.csv");
        writer.join();
        assertThat(read.rows).containsExactly(List.of("1", "An"));
        assertThat(read.remark).contains("dang-ghi.csv");
        assertThat(FarDrop.files(home)).contains("dang-ghi.csv");
    }

    /** Writes on for as long as the read looks, at most five seconds. */
    private void grow(Path file) {
        try {
            long end = System.nanoTime() + 5_000_000_000L;
            while (System.nanoTime() < end && Files.exists(home.resolve("xong.csv"))) {
                Files.writeString(file, "x", java.nio.file.StandardOpenOption.APPEND);
                Thread.onSpinWait();
            }
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    void aFileThatGrowsWhileItIsFetchedGoesBack() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        server.watch(new SftpEventListener() {
            @Override
            public void closed(
                    ServerSession session, String id, org.apache.sshd.sftp.server.Handle handle, Throwable thrown) {
                if (handle instanceof FileHandle && handle.getFile().toString().contains(".claimed")) {
                    try {
                        Files.writeString(
                                home.resolve(CLAIMED).resolve("a.csv"),
                                "2,Bình\n",
                                java.nio.file.StandardOpenOption.APPEND);
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                }
            }
        });
        FarDrop.Read read = drop.with("columns", List.of("Mã", "Tên")).run("*.csv");
        assertThat(read.rows).isEmpty();
        assertThat(read.remark).contains("a.csv");
        assertThat(FarDrop.files(home)).containsExactly("a.csv");
    }

    @Test
    void aWrongFileGoesBackToItsOwner() throws IOException {
        FarDrop.put(home, "a.csv", "Khác\n1\n");
        drop.with("columns", List.of("Mã", "Tên"));
        assertThatThrownBy(() -> drop.run("*.csv")).isInstanceOf(HubException.class);
        assertThat(FarDrop.files(home)).containsExactly("a.csv");
    }

    @Test
    void withAMarkerAFileIsTakenOnlyWhenItsChecksumFits() throws IOException {
        drop.with("marker", ".done").with("checksum", "sha256").with("columns", List.of("Mã", "Tên"));
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        FarDrop.Read unmarked = drop.run("*.csv");
        assertThat(unmarked.nothingNew).isTrue();
        assertThat(unmarked.remark).contains("a.csv");
        FarDrop.put(home, "a.csv.done", "0".repeat(64) + "  a.csv\n");
        refused(() -> drop.run("*.csv"), SftpError.CHECKSUM_WRONG, "0".repeat(64));
        assertThat(FarDrop.files(home)).containsExactly("a.csv", "a.csv.done");
        FarDrop.put(home, "a.csv.done", "xong\n");
        refused(() -> drop.run("*.csv"), SftpError.CHECKSUM_MISSING, "a.csv.done");
        String right = Checksums.of(home.resolve("a.csv"));
        FarDrop.put(home, "a.csv.done", right.toUpperCase(java.util.Locale.ROOT) + " *a.csv\n");
        assertThat(drop.run("*.csv").rows).hasSize(1);
        assertThat(FarDrop.files(home)).hasSize(1).allMatch(name -> name.startsWith(".done/"));
    }

    @Test
    void aFileThatStaysIsReadOnceAndNothingIsChangedAtTheServer() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        drop.with("after", "leave");
        assertThat(drop.run("*.csv").rows).hasSize(1);
        assertThat(drop.run("*.csv").nothingNew).isTrue();
        assertThat(drop.review("*.csv").rows).hasSize(1);
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n2,Bình\n");
        assertThat(drop.run("*.csv").rows).hasSize(2);
        try (var all = Files.walk(home)) {
            assertThat(all.filter(path -> !path.equals(home))).containsExactly(home.resolve("a.csv"));
        }
        assertThat(FarDrop.files(data)).noneMatch(name -> name.endsWith(".csv"));
    }

    @Test
    void aServerThatDiesWhileItIsReadIsAwayAndTheNextReadFinishes() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n" + "1,An\n".repeat(50_000));
        drop.with("columns", List.of("Mã", "Tên"));
        server.watch(new SftpEventListener() {
            private boolean dropped;

            @Override
            public void read(
                    ServerSession session,
                    String id,
                    FileHandle file,
                    long offset,
                    byte[] bytes,
                    int from,
                    int length,
                    int read,
                    Throwable thrown) {
                if (offset > 100_000 && !dropped && file.getFile().toString().contains(".claimed")) {
                    dropped = true;
                    server.drop();
                }
            }
        });
        assertThatThrownBy(() -> drop.run("*.csv"))
                .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                .satisfies(lost -> assertThat(lost.code().kind()).isEqualTo(ErrorKind.UNAVAILABLE))
                .satisfies(lost -> assertThat(lost.code()).isEqualTo(ConnectorError.LOST));
        assertThat(FarDrop.files(home)).containsExactly(CLAIMED + "/a.csv");
        assertThat(drop.run("*.csv").rows).hasSize(50_000);
    }

    @Test
    void aServerThatStandsStillIsLeft() throws IOException {
        FarDrop.put(home, "a.csv", "Mã,Tên\n1,An\n");
        drop.with("columns", List.of("Mã", "Tên")).with("timeout_seconds", 1L);
        var over = new java.util.concurrent.CountDownLatch(1);
        server.watch(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session, String id, FileHandle file, long offset, byte[] bytes, int from, int length)
                    throws IOException {
                try {
                    over.await();
                } catch (InterruptedException ended) {
                    throw new IOException(ended);
                }
            }
        });
        long start = System.nanoTime();
        refused(() -> drop.run("*.csv"), SftpError.TOO_SLOW, "localhost");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("one answer, not the whole file, is waited for")
                .isLessThan(Duration.ofSeconds(30));
        over.countDown();
    }

    @Test
    void aWorkbookIsReadSheetBySheetFromTheSameFile() throws IOException {
        drop.with("format", "xlsx").with("pattern", "*.xlsx");
        try (var book = new org.dhatim.fastexcel.Workbook(Files.newOutputStream(home.resolve("so.xlsx")), "t", "1.0")) {
            for (String sheet : List.of("Lớp 6", "Lớp 7")) {
                var rows = book.newWorksheet(sheet);
                rows.value(0, 0, "Mã");
                rows.value(0, 1, "Tên");
                rows.value(1, 0, "1");
                rows.value(1, 1, sheet);
            }
        }
        assertThat(drop.run("Lớp 6").rows).containsExactly(List.of("1", "Lớp 6"));
        assertThat(FarDrop.at(server, other)
                        .with("format", "xlsx")
                        .with("pattern", "*.xlsx")
                        .run("Lớp 7")
                        .rows)
                .as("another node, when the workbook is archived already")
                .containsExactly(List.of("1", "Lớp 7"));
    }
}
