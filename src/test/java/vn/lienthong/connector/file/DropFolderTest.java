package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;

class DropFolderTest {
    private static final ReadRequest.Kind SNAPSHOT = ReadRequest.Kind.SNAPSHOT;

    @TempDir
    Path folder;

    private Drop drop;

    @BeforeEach
    void drop() {
        drop = new Drop(folder, new CsvType());
    }

    private static String list(int from, int to) {
        StringBuilder text = new StringBuilder("code\n");
        for (int i = from; i <= to; i++) {
            text.append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void filesAreReadInNameOrderAndArchivedWhenSettled() throws IOException {
        drop.file("b.csv", list(4, 5)).file("a.csv", list(1, 3)).file("other.txt", "x");
        try (Session session = drop.open()) {
            Drop.Read read = drop.read(session, "*.csv", null, SNAPSHOT);
            assertThat(read.rows).extracting(row -> row.get(0)).containsExactly("1", "2", "3", "4", "5");
            assertThat(read.ordinals).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(drop.files()).containsExactly(".claimed/a.csv", ".claimed/b.csv", "other.txt");
            ((Reads) session).settle(drop.describe("*.csv"), read.position);
        }
        assertThat(drop.files())
                .hasSize(3)
                .filteredOn(name -> name.startsWith(".done/"))
                .hasSize(2);
        assertThat(drop.run("*.csv").nothingNew).isTrue();
    }

    @Test
    void theSameContentIsNotReadTwice() throws IOException {
        drop.file("a.csv", list(1, 3)).run("*.csv");
        Drop.Read again = drop.file("again.csv", list(1, 3)).run("*.csv");
        assertThat(again.rows).isEmpty();
        assertThat(again.nothingNew).isTrue();
        assertThat(again.remark).contains("again.csv");
        assertThat(drop.files()).hasSize(2).allMatch(name -> name.startsWith(".done/"));
        Drop.Read wanted =
                drop.with("repeats", "read").file("again.csv", list(1, 3)).run("*.csv");
        assertThat(wanted.rows).hasSize(3);
    }

    @Test
    void aKilledReadGoesOnWhereItWasAndTakesNothingNewMeanwhile() throws IOException {
        drop.file("b.csv", list(1, 10));
        Position stopped;
        try (Session session = drop.open();
                BatchCursor cursor = ((Reads) session).read(drop.describe("*.csv"), ReadRequest.snapshot(4))) {
            stopped = cursor.next().position();
        }
        drop.file("a.csv", list(11, 12));
        try (Session session = drop.open()) {
            Drop.Read rest = drop.read(session, "*.csv", stopped, SNAPSHOT);
            assertThat(rest.rows).extracting(row -> row.get(0)).containsExactly("5", "6", "7", "8", "9", "10");
            Drop.Read keys = drop.read(session, "*.csv", null, SNAPSHOT);
            assertThat(keys.rows).as("the same files again, to know every key").hasSize(10);
            ((Reads) session).settle(drop.describe("*.csv"), rest.position);
        }
        assertThat(drop.run("*.csv").rows).extracting(row -> row.get(0)).containsExactly("11", "12");
    }

    @Test
    void aRunThatFinishedButWasNotSettledIsNotReadAgain() throws IOException {
        drop.file("a.csv", list(1, 3));
        Position end;
        try (Session session = drop.open()) {
            end = drop.read(session, "*.csv", null, SNAPSHOT).position;
        }
        try (Session session = drop.open()) {
            ((Reads) session).settle(drop.describe("*.csv"), end);
            ((Reads) session).settle(drop.describe("*.csv"), end);
            assertThat(drop.read(session, "*.csv", null, SNAPSHOT).nothingNew).isTrue();
        }
        assertThat(drop.files()).hasSize(1).allMatch(name -> name.startsWith(".done/"));
    }

    @Test
    void lookingMovesNothingAndAfterwardsShowsWhatWasReadLast() throws IOException {
        drop.file("a.csv", list(1, 3));
        assertThat(drop.review("*.csv").rows).hasSize(3);
        assertThat(drop.files()).containsExactly("a.csv");
        drop.run("*.csv");
        assertThat(drop.review("*.csv").rows).hasSize(3);
        drop.file("b.csv", list(4, 4));
        assertThat(drop.review("*.csv").rows).hasSize(1);
    }

    @Test
    void aFileReplacedOrCutShortWhileReadIsNoticed() throws IOException {
        drop.file("a.csv", list(1, 10));
        Position stopped;
        try (Session session = drop.open();
                BatchCursor cursor = ((Reads) session).read(drop.describe("*.csv"), ReadRequest.snapshot(4))) {
            stopped = cursor.next().position();
            Files.writeString(folder.resolve(".claimed/a.csv"), list(1, 11), StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> {
                        for (BatchCursor.Part part = cursor.next(); part != null; ) {
                            part = cursor.next();
                        }
                    })
                    .hasMessageContaining("FILE_CHANGED");
        }
        try (Session session = drop.open()) {
            assertThatThrownBy(() -> drop.read(session, "*.csv", stopped, SNAPSHOT))
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("POSITION_UNUSABLE");
        }
    }

    @Test
    void anotherFileOfAClaimedNameWaits() throws IOException {
        drop.file("a.csv", list(1, 3));
        try (Session session = drop.open()) {
            Drop.Read first = drop.read(session, "*.csv", null, SNAPSHOT);
            drop.file("a.csv", list(4, 6));
            ((Reads) session).settle(drop.describe("*.csv"), first.position);
        }
        assertThat(drop.run("*.csv").rows).extracting(row -> row.get(0)).containsExactly("4", "5", "6");
    }

    @Test
    void theSameContentDroppedTwiceAtOnceIsReadOnce() throws IOException {
        Drop.Read read =
                drop.file("a.csv", list(1, 3)).file("b.csv", list(1, 3)).run("*.csv");
        assertThat(read.rows).extracting(row -> row.get(0)).containsExactly("1", "2", "3");
        assertThat(read.remark).contains("b.csv");
        assertThat(drop.files()).hasSize(2).allMatch(name -> name.startsWith(".done/"));
        assertThat(drop.file("a.csv", list(1, 3)).run("*.csv").rows).isEmpty();
    }

    @Test
    void aFileCutShortWhileItsSenderWritesItAnewIsLeftForTheNextRun() throws Exception {
        drop.with("stable_seconds", 1L).file("a.csv", list(1, 50)).file("b.csv", list(60, 61));
        Path sent = folder.resolve("a.csv");
        Files.writeString(sent, "code\n", StandardOpenOption.TRUNCATE_EXISTING);
        Future<Path> sender = growsWhileLookedAt(sent);
        Drop.Read read = drop.run("*.csv");
        sender.get();
        assertThat(read.rows).extracting(row -> row.get(0)).containsExactly("60", "61");
        assertThat(read.remark).contains("a.csv");
        Files.writeString(sent, list(1, 50));
        assertThat(drop.run("*.csv").rows).hasSize(50);
    }

    @Test
    void aFileWithoutItsMarkIsNotTaken() throws IOException {
        drop.with("marker", ".done").file("a.csv", list(1, 3));
        assertThat(drop.run("*.csv").nothingNew).isTrue();
        assertThat(drop.file("a.csv.done", "").run("*.csv").rows).hasSize(3);
        assertThat(drop.files()).hasSize(1);
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftForTheNextRun() throws Exception {
        drop.with("stable_seconds", 1L).file("a.csv", list(1, 3)).file("b.csv", list(4, 5));
        Future<Path> sender = growsWhileLookedAt(folder.resolve("a.csv"));
        Drop.Read read = drop.run("*.csv");
        sender.get();
        assertThat(read.rows).extracting(row -> row.get(0)).containsExactly("4", "5");
        assertThat(read.remark).contains("a.csv");
    }

    /** Adds a line as soon as the reader, this thread, waits between its two looks at the files. */
    private static Future<Path> growsWhileLookedAt(Path file) {
        Thread reader = Thread.currentThread();
        FutureTask<Path> sender = new FutureTask<>(() -> {
            await().pollInterval(Duration.ofMillis(2)).until(() -> reader.getState() == Thread.State.TIMED_WAITING);
            return Files.writeString(file, "9\n", StandardOpenOption.APPEND);
        });
        new Thread(sender).start();
        return sender;
    }

    @Test
    void linksOutOfTheFolderAreNotFollowed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("secret.csv"), list(1, 3));
        Files.createSymbolicLink(folder.resolve("a.csv"), outside.resolve("secret.csv"));
        assertThatThrownBy(() -> drop.run("*.csv")).hasMessageContaining("DATASET_UNKNOWN");
        Files.delete(folder.resolve(".claimed"));
        Files.createSymbolicLink(folder.resolve(".claimed"), outside);
        drop.file("b.csv", list(1, 3));
        assertThatThrownBy(() -> drop.run("*.csv")).hasMessageContaining("FOLDER_UNUSABLE");
        assertThat(outside.resolve("b.csv")).doesNotExist();
    }
}
