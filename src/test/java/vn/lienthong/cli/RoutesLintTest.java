package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.HubApplication;

/** Hand-made routes are looked at on the command line: by themselves, and among all files. */
class RoutesLintTest {
    private static final String GOOD = """
            - lienthong:
                agency: G03
                reads: [hcm-school/teachers]
            - route:
                id: count
                group: nightly
                description: Counts teachers
                errorHandler: { defaultErrorHandler: {} }
                from:
                  uri: "timer:count?period=60000"
                  steps:
                    - to: "connector:hcm-school/teachers?act=read"
                    - log: { message: "${header.rows} rows" }
            """;

    @TempDir
    Path home;

    @BeforeEach
    void layOut() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("connectors"), home.resolve("connectors"));
        Files.createDirectories(home.resolve("routes"));
    }

    private String said(int exit, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--home", home.toString()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = new CommandLineDoor(
                        HubApplication.class,
                        Locale.ENGLISH,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .enter(arguments.toArray(String[]::new));
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(exit);
        return text;
    }

    @Test
    void aGoodFileIsTakenAndABadOneToldByItsLine() throws IOException {
        Path file = home.resolve("routes/count.camel.yaml");
        Files.writeString(file, GOOD);
        assertThat(said(0, "routes", "lint")).contains("1 files looked at, nothing wrong");
        assertThat(said(0, "validate")).doesNotContain("count.camel.yaml");
        Files.writeString(file, GOOD.replace("- log: {", "- script: {"));
        assertThat(said(1, "routes", "lint", file.toString()))
                .contains("count.camel.yaml:13: The step \"script\" is not allowed", "Use one of:");
        assertThat(said(1, "routes", "lint", "--output", "json")).contains("\"line\":13", "\"severity\":\"error\"");
        assertThat(said(1, "validate")).contains("routes/count.camel.yaml:13: The step \"script\"");
    }

    @Test
    void aSlipInAConnectorsNameIsNearOneThatIsThere() throws IOException {
        Files.writeString(home.resolve("routes/count.camel.yaml"), GOOD.replace("hcm-school", "hcm-schol"));
        assertThat(said(1, "validate")).contains("routes/count.camel.yaml:3:", "hcm-school");
    }
}
