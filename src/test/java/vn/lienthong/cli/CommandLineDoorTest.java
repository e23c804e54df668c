package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.lienthong.HubApplication;
import vn.lienthong.store.DataFolderLock;
import vn.lienthong.testing.TestPostgres;

class CommandLineDoorTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void theSampleOfThisRepositoryIsValid() {
        assertThat(enter(Locale.ENGLISH, "validate", "--home", ".")).as(said()).isZero();
    }

    @Test
    void aBadFileIsNamedWithItsLineAndRemedy() throws IOException {
        Files.createDirectories(folder.resolve("connectors"));
        Files.writeString(folder.resolve("connectors/bad.connector.yaml"), """
                connector: bad
                agency: H26
                type: postgresql
                setings: {}
                """);
        assertThat(enter(Locale.ENGLISH, "validate", folder.toString())).isEqualTo(1);
        assertThat(said()).contains("connectors/bad.connector.yaml:4:").contains("settings");
    }

    @Test
    void helpSpeaksBothLanguages() {
        assertThat(enter(Locale.ENGLISH, "--help")).isZero();
        assertThat(said()).contains("Run the hub");
        out.reset();
        assertThat(enter(Locale.forLanguageTag("vi"), "--help")).isZero();
        assertThat(said()).contains("Chạy hệ thống");
    }

    @Test
    void anUnknownCommandSuggestsTheNearest() {
        assertThat(enter(Locale.ENGLISH, "valdate")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("validate");
        err.reset();
        assertThat(enter(Locale.ENGLISH, "tset", "smas-hanoi")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Did you mean: test?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "many"})
    void aSampleOfNobodyIsRefusedAndTheOneThatIsThereStays(String pupils) throws IOException {
        Path kept = Files.createDirectories(folder.resolve("data/sample"));
        assertThat(enter(Locale.ENGLISH, "sample", "--home", folder.toString(), "--pupils", pupils))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("from 1").contains(pupils);
        assertThat(kept).exists();
    }

    @Test
    void aSecondHubOnTheSameFolderIsRefusedInOneLine() throws IOException {
        try (DataFolderLock held = DataFolderLock.take(folder)) {
            assertThat(enter(Locale.ENGLISH, "serve", "--data", folder.toString()))
                    .isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("Another hub is using");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://127.0.0.1:{closed}/hub | does not answer | LIENTHONG_DB_URL",
                "jdbc:postgresql://127.0.0.1:{server}/postgres | refused the password of user postgres | LIENTHONG_DB_PASSWORD",
                "postgres://127.0.0.1/hub | is not the address | jdbc:postgresql://host:port/database",
                "jdbc:postgresql://127.0.0.1:x/hub | is not the address | jdbc:postgresql://host:port/database"
            })
    void aWrongExternalDatabaseIsOneSentenceWithARemedy(String url, String what, String remedy) throws IOException {
        int closed;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = taken.getLocalPort();
        }
        String server = String.valueOf(TestPostgres.server().port());
        System.setProperty(
                "lienthong.db.url",
                url.replace("{closed}", String.valueOf(closed)).replace("{server}", server));
        System.setProperty("lienthong.db.username", "postgres");
        System.setProperty("lienthong.db.password", "CANARY-guessed");
        try {
            assertThat(enter(Locale.ENGLISH, "serve", "--data", folder.toString()))
                    .isEqualTo(1);
        } finally {
            List.of("url", "username", "password").forEach(part -> System.clearProperty("lienthong.db." + part));
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains(what)
                .contains(remedy)
                .doesNotContain("CANARY");
        assertThat(said()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("log"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("log/hub.log"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aTerminalWithoutVietnameseLettersShowsWordsWithoutMarksAndDataWhole() throws IOException {
        Files.createDirectories(folder.resolve("connectors"));
        Files.writeString(
                folder.resolve("connectors/bad.connector.yaml"),
                "connector: bad\nagency: H26\ntype: postgresql\nsetings: {}\n");
        Locale vi = Locale.forLanguageTag("vi");

        assertThat(enter(vi, StandardCharsets.US_ASCII, "--help")).isZero();
        assertThat(said())
                .contains("Chay he thong", "Chay mot tac vu mot lan")
                .doesNotContain("?")
                .isASCII();
        out.reset();
        assertThat(enter(vi, StandardCharsets.US_ASCII, "validate", folder.toString()))
                .isEqualTo(1);
        assertThat(said())
                .contains("connectors/bad.connector.yaml:4:", "cho can sua")
                .doesNotContain("?")
                .isASCII();
        out.reset();
        assertThat(enter(vi, StandardCharsets.US_ASCII, "validate", folder.toString(), "--output", "json"))
                .isEqualTo(1);
        assertThat(said()).containsPattern("[À-ỹ]");
        out.reset();
        assertThat(enter(vi, StandardCharsets.UTF_8, "--help")).isZero();
        assertThat(said()).contains("Chạy hệ thống");
        assertThat(enter(vi, StandardCharsets.UTF_8, "validate", "b\uFFFDy", "--nothing"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void aLetterThatComesInPartsIsFoldedOnce() throws IOException {
        PrintStream folded = FoldedOutput.over(new PrintStream(out, true), StandardCharsets.ISO_8859_1);
        for (byte one : "Đặng Thị Huệ — 😀…".getBytes(StandardCharsets.UTF_8)) {
            folded.write(one);
        }
        folded.flush();
        assertThat(said()).isEqualTo("Dang Thi Hue - ?...");
    }

    @Test
    void theTerminalDecidesTheLanguage() {
        assertThat(Language.of(Map.of("LANG", "vi_VN.UTF-8")).getLanguage()).isEqualTo("vi");
        assertThat(Language.of(Map.of("LANG", "vi_VN.UTF-8", "LC_ALL", "C")).getLanguage())
                .isEqualTo("en");
        assertThat(Language.of(Map.of()).getLanguage()).isEqualTo("en");
    }

    private int enter(Locale language, String... arguments) {
        return enter(language, StandardCharsets.UTF_8, arguments);
    }

    private int enter(Locale language, Charset shown, String... arguments) {
        return new CommandLineDoor(
                        HubApplication.class,
                        language,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        shown)
                .enter(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
