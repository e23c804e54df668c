package vn.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file lays down holds from its last good version on, whatever becomes of the file. */
class LaidFileTest {
    @TempDir
    Path folder;

    private Path file;
    private LaidFile<String> laid;
    private int version;

    @BeforeEach
    void open() {
        file = folder.resolve("laid.yaml");
        laid = new LaidFile<>(file, "nothing", LaidFileTest::read, LaidFileTest::wrong);
    }

    private static String read(String name, String text) {
        if (text.equals("wrong")) {
            throw new DocumentException(List.of(wrong()));
        }
        return name.endsWith("laid.yaml") ? text : name;
    }

    private static Problem wrong() {
        return Problem.of("laid.yaml", 1, DocumentError.EMPTY, Map.of());
    }

    @Test
    void theLastGoodVersionHoldsUntilAnotherGoodOneOrNone() throws IOException {
        assertThat(laid.now()).isEqualTo("nothing");
        write("first");
        assertThat(laid.now()).isEqualTo("first");
        write("wrong");
        assertThat(laid.now()).isEqualTo("first");
        assertThat(laid.problems()).hasSize(1);
        write("second");
        assertThat(laid.now()).isEqualTo("second");
        assertThat(laid.problems()).isEmpty();
        Files.delete(file);
        assertThat(laid.now()).isEqualTo("nothing");
    }

    @Test
    void whatCouldNotBeReadIsReadOnceItCan() throws IOException {
        write("first");
        assertThat(laid.now()).isEqualTo("first");
        Files.delete(file);
        Files.createDirectory(file);
        FileTime then = FileTime.from(Instant.parse("2026-11-28T08:00:00Z"));
        Files.setLastModifiedTime(file, then);
        assertThat(laid.problems()).hasSize(1);
        assertThat(laid.now()).isEqualTo("first");

        Files.delete(file);
        Files.writeString(file, "second");
        Files.setLastModifiedTime(file, then);

        assertThat(laid.now()).as("though its time is the same").isEqualTo("second");
        assertThat(laid.problems()).isEmpty();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * ++version));
    }
}
