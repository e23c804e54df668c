package vn.lienthong.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.connector.Check;
import vn.lienthong.connector.Examination;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** Whoever may put files into a folder may put anything there: nothing but their content is read, and nothing elsewhere. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddFilesTest {
    private static final String SECRET = "Mã\nBÍ MẬT\n";
    private static final String PUPILS = "Mã\n1\n";

    @TempDir
    Path folder;

    @TempDir
    Path outside;

    private Drop drop;

    @BeforeEach
    void drop() throws IOException {
        drop = new Drop(folder, new CsvType()).with("columns", List.of("Mã"));
        Files.writeString(outside.resolve("secret.csv"), SECRET);
    }

    @Test
    void onlyPlainFilesAreTakenAndTheOthersAreToldByName() throws Exception {
        Files.createSymbolicLink(folder.resolve("link.csv"), outside.resolve("secret.csv"));
        Files.createSymbolicLink(folder.resolve("passwd.csv"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("nowhere.csv"), outside.resolve("missing"));
        Files.createSymbolicLink(folder.resolve("folder.csv"), outside);
        Files.createLink(folder.resolve("hard.csv"), outside.resolve("secret.csv"));
        Files.createDirectory(folder.resolve("inner.csv"));
        make("mkfifo", "pipe.csv");
        drop.file("a.csv", PUPILS);

        Drop.Read read = drop.run("*.csv");

        assertThat(read.rows).containsExactly(List.of("1"));
        assertThat(read.remark)
                .contains("link.csv", "passwd.csv", "nowhere.csv", "folder.csv", "hard.csv", "inner.csv", "pipe.csv")
                .doesNotContain("a.csv");
        assertThat(warnings()).contains("link.csv");
        assertThat(drop.review("*.csv").remark).contains("pipe.csv");
        assertThat(Files.readString(outside.resolve("secret.csv"))).isEqualTo(SECRET);
        assertThat(folder.resolve("hard.csv")).exists();
        assertThat(folder.resolve("link.csv")).isSymbolicLink();
    }

    @Test
    void aDeviceIsNotTaken() throws Exception {
        Assumptions.assumeTrue(make("mknod", "zero.csv", "c", "1", "5"), "only root makes devices");

        assertThat(drop.run("*.csv").remark).contains("zero.csv");
    }

    /** Where only links lie, with no template, there is no dataset; what the doctor says is why. */
    @Test
    void aFolderOfLinksAloneIsExplained() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.csv"), outside.resolve("secret.csv"));

        assertThat(drop.run("*.csv").nothingNew).isTrue();
        assertThat(warnings()).contains("link.csv").contains("no file like");
    }

    /** A line of the list of what was read is made of the name: nobody may write such lines by naming a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb.csv",
                "a\tb.csv",
                "a\rb.csv",
                "a\u001B[2Jb.csv",
                "a\u202Evsc.csv",
                "a\u0085b.csv",
                "a\u2028.csv"
            })
    void aNameThatIsMoreThanALineIsNotTaken(String name) throws IOException {
        drop.file(name, PUPILS);

        Drop.Read read = drop.run("*.csv");

        assertThat(read.rows).isEmpty();
        assertThat(read.remark).contains("?").doesNotContain(name).doesNotContain("\n");
        assertThat(folder.resolve(name)).exists();
        assertThat(warnings()).doesNotContain(name);
    }

    @Test
    void aNameInNoEncodingStopsNoOther() throws Exception {
        make(
                "sh",
                "-c",
                "cp \"$0\" \"$1/$(printf 'b\\377.csv')\"",
                outside.resolve("secret.csv").toString());
        drop.file("a.csv", PUPILS);

        assertThat(drop.run("*.csv").rows).containsExactly(List.of("1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-rf.csv", "$(id).csv", "a;b.csv", "{a}.csv", "[a].csv", "a..csv", " .csv", "%2e%2e%2fa.csv"})
    void anOddNameIsANameLikeOthers(String name) throws IOException {
        assertThat(drop.file(name, PUPILS).run("*.csv").rows).containsExactly(List.of("1"));
        assertThat(drop.files()).hasSize(1).allMatch(file -> file.startsWith(".done/") && file.endsWith("-" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.csv", "/etc/passwd", "..", "inner/../../secret.csv"})
    void noDatasetIsNamedByAWayOutOfTheFolder(String from) throws IOException {
        drop.file("a.csv", PUPILS);

        assertThatThrownBy(() -> assertThat(drop.run(from).rows).isNotEmpty())
                .isInstanceOfAny(HubException.class, AssertionError.class);
        assertThatThrownBy(() -> write(from)).isInstanceOf(HubException.class);
        assertThat(drop.files()).containsExactly("a.csv");
    }

    @Test
    void aNameInDecomposedLettersIsFoundAndShownComposed() throws IOException {
        String composed = "Học sinh Đà Nẵng.csv";
        drop.file(Normalizer.normalize(composed, Normalizer.Form.NFD), PUPILS);

        assertThat(drop.review("học sinh*.csv").rows).hasSize(1);
        assertThat(drop.run("*.csv").rows).hasSize(1);
        drop.file(Normalizer.normalize("bản " + composed, Normalizer.Form.NFD), PUPILS);
        assertThat(drop.run("*.csv").remark).contains("bản " + composed);
        assertThat(drop.run("*.csv").nothingNew).isTrue();
    }

    @Test
    void aNameAsLongAsTheDiskAllowsIsArchivedToo() throws IOException {
        String name = "ấ".repeat(83) + "a.csv";
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(250);
        drop.file(name, PUPILS);

        assertThat(drop.run("*.csv").rows).hasSize(1);

        assertThat(drop.files()).hasSize(1).allMatch(file -> file.startsWith(".done/") && file.endsWith(".csv"));
        assertThat(drop.review("*.csv").rows).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".claimed", ".done"})
    void aSubfolderThatLeadsElsewhereIsRefused(String name) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), outside);
        drop.file("a.csv", PUPILS);

        assertThatThrownBy(() -> drop.run("*.csv")).hasMessageContaining("FOLDER_UNUSABLE");
        assertThat(folder.resolve("a.csv").toFile().exists()
                        || folder.resolve(".claimed/a.csv").toFile().exists())
                .isTrue();
        assertThat(outside.resolve("a.csv")).doesNotExist();
    }

    @Test
    void nobodyElseMayChangeWhatTheHubKeepsInAFolder() throws IOException {
        Files.createDirectory(folder.resolve(".done"));
        Files.setPosixFilePermissions(folder.resolve(".done"), PosixFilePermissions.fromString("rwxrwxrwx"));
        drop.file("a.csv", PUPILS).run("*.csv");

        for (String own : List.of(".done", ".claimed")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(own)))
                            .substring(3))
                    .doesNotContain("w");
        }
    }

    /** An archive is looked into after its run: what was put in its place is not. */
    @Test
    void whatStandsInThePlaceOfAnArchivedFileIsNotRead() throws Exception {
        drop.file("a.csv", PUPILS).run("*.csv");
        Path archived = folder.resolve(drop.files().get(0));
        Files.delete(archived);
        Files.createSymbolicLink(archived, outside.resolve("secret.csv"));
        assertThat(drop.review("*.csv").rows).isEmpty();

        Files.delete(archived);
        make("mkfifo", folder.relativize(archived).toString());
        assertThat(drop.review("*.csv").rows).isEmpty();
    }

    @Test
    void aReplacedClaimIsNotRead() throws Exception {
        drop.file("a.csv", PUPILS);
        Position stopped;
        try (Session session = drop.open()) {
            stopped = drop.read(session, "*.csv", null, ReadRequest.Kind.SNAPSHOT).position;
        }
        Files.delete(folder.resolve(".claimed/a.csv"));
        Files.createSymbolicLink(folder.resolve(".claimed/a.csv"), outside.resolve("secret.csv"));

        try (Session session = drop.open()) {
            Drop.Read again = drop.read(session, "*.csv", null, ReadRequest.Kind.SNAPSHOT);
            assertThat(again.rows).isEmpty();
            assertThat(again.remark).contains("a.csv");
            ((Reads) session).settle(drop.describe("*.csv"), stopped);
        }
        assertThat(folder.resolve(".claimed/a.csv")).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "pipe", "folder"})
    void aTargetThatIsNoPlainFileIsNeitherReadNorWritten(String what) throws Exception {
        Path target = folder.resolve("out.csv");
        if (what.equals("link")) {
            Files.createSymbolicLink(target, outside.resolve("secret.csv"));
        } else if (what.equals("folder")) {
            Files.createDirectory(target);
        } else {
            make("mkfifo", "out.csv");
        }

        assertThatThrownBy(() -> write("out.csv")).hasMessageContaining("NOT_A_FILE");
        assertThatThrownBy(() -> readBack("out.csv")).hasMessageContaining("NOT_A_FILE");
        assertThat(Files.readString(outside.resolve("secret.csv"))).isEqualTo(SECRET);
    }

    private void write(String name) {
        Schema schema = new Schema(List.of(Column.of("Mã", ValueType.TEXT)));
        try (Session session = drop.open();
                Writer writer = ((Writes) session).writer(drop.describe(name), requested(schema))) {
            writer.takeOver();
            writer.begin(1, null, null);
            writer.targetRows();
        }
    }

    private static WriteRequest requested(Schema schema) {
        return new WriteRequest(
                new JobName("out"),
                schema,
                List.of("Mã"),
                WriteRequest.Mode.UPSERT,
                WriteRequest.Deletes.KEEP,
                null,
                Map.of(),
                false,
                false);
    }

    private void readBack(String name) {
        try (Session session = drop.open()) {
            ((Reads) session)
                    .readBack(drop.describe(name), ReadRequest.snapshot(10))
                    .close();
        }
    }

    /** What the doctor warns of, in one text. */
    private String warnings() {
        List<String> found = new ArrayList<>();
        try (Session session = drop.open()) {
            session.test(new Examination(List.of("*.csv"), List.of()), check -> {
                if (check.outcome() == Check.Outcome.WARNING) {
                    found.add(check.found().en());
                }
            });
        }
        return String.join("\n", found);
    }

    private boolean make(String command, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        if (command.equals("sh")) {
            line.add(folder.toString());
        }
        Process process =
                new ProcessBuilder(line).directory(folder.toFile()).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }
}
