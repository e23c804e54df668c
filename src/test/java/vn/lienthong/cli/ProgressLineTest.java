package vn.lienthong.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theLineIsWrittenOverAndGoneBeforeTheAnswer() {
        Terminal terminal = terminal(true);
        terminal.progress("read 10");
        terminal.progress("read 20");
        terminal.line("done");

        assertThat(said(err))
                .startsWith("\rread 10 ")
                .contains("\rread 20 ")
                .endsWith(" \r")
                .doesNotContain("\n");
        assertThat(said(out)).isEqualTo("done" + System.lineSeparator());
    }

    @Test
    void everyLineOfAStepStandsBehindTheSameMargin() throws IOException {
        Surroundings surroundings = new Surroundings(Object.class, new Words(Locale.ENGLISH), terminal(false));
        new TestCommand(surroundings).show(new ObjectMapper().readTree("""
                {"step": "checkpoint", "outcome": "WARNING", "found": "One.\\nTwo.", "remedy": "Ask.\\nThem.",
                 "copy": "GRANT CREATE;\\nGRANT SELECT;"}
                """));

        assertThat(said(out).lines().skip(1)).hasSize(5).allMatch(line -> line.matches(" {9}\\S.*"));
    }

    @Test
    void nothingMovesWhereNobodyWatches() {
        terminal(false).progress("read 10");

        assertThat(said(err)).isEmpty();
    }

    @Test
    void whatRemainsReadsLikeAClock() {
        assertThat(clock("PT4M7.9S")).isEqualTo("4:07");
        assertThat(clock("PT1H4M7S")).isEqualTo("1:04:07");
        assertThat(RunCommand.clock(JsonNodeFactory.instance.missingNode())).isEqualTo("–");
    }

    private static String clock(String duration) {
        return RunCommand.clock(JsonNodeFactory.instance.textNode(duration));
    }

    private Terminal terminal(boolean live) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                live);
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
