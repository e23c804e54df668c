package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose unpacking died are unpacked anew; whole ones, and those being unpacked, are left alone. */
class HalfUnpackedTest {
    @TempDir
    Path programs;

    @Test
    void onlyWhatNobodyWillFinishIsCleared() throws Exception {
        Path half = folder("PG-half");
        Path whole = folder("PG-whole");
        Path unpacked = folder("PG-unpacked");
        Files.createFile(whole.resolve(".exists"));
        try (FileChannel channel =
                FileChannel.open(unpacked.resolve("epg-lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();

            HalfUnpacked.clear(programs);
        }

        assertThat(half.resolve("lib")).doesNotExist();
        assertThat(whole.resolve("lib/libpq.so")).isSymbolicLink();
        assertThat(unpacked.resolve("lib/libpq.so")).isSymbolicLink();
    }

    private Path folder(String name) throws Exception {
        Path folder = programs.resolve(name);
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.createSymbolicLink(lib.resolve("libpq.so"), Path.of("libpq.so.5"));
        return folder;
    }
}
