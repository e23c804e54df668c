package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.lienthong.HubApplication;
import vn.lienthong.store.DataFolderLock;

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

    @Test
    void theTerminalDecidesTheLanguage() {
        assertThat(Language.of(Map.of("LANG", "vi_VN.UTF-8")).getLanguage()).isEqualTo("vi");
        assertThat(Language.of(Map.of("LANG", "vi_VN.UTF-8", "LC_ALL", "C")).getLanguage())
                .isEqualTo("en");
        assertThat(Language.of(Map.of()).getLanguage()).isEqualTo("en");
    }

    private int enter(Locale language, String... arguments) {
        return new CommandLineDoor(
                        HubApplication.class,
                        language,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .enter(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
