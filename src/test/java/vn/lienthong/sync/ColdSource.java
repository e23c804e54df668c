package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.testing.TestPostgres;

/** A PostgreSQL server whose folder is copied while it stands still, and put back: it comes back as the same server, of earlier. */
final class ColdSource implements AutoCloseable {
    private final Path folder;
    private PostgresServer server;

    ColdSource() throws IOException {
        this.folder = Files.createTempDirectory("lienthong-cold");
        this.server = begin();
    }

    private PostgresServer begin() {
        return PostgresServer.start(
                folder, TestPostgres.programs(), Map.of("fsync", "off", "restore_command", "false"));
    }

    /** The server as it runs now; another one, on another port, after each copy and each restore. */
    PostgresServer server() {
        return server;
    }

    /** Stops the server, copies its folder and starts it again. */
    Path copy() throws Exception {
        server.close();
        Path copy = Files.createTempDirectory("lienthong-cold-copy");
        copy(folder, copy);
        server = begin();
        return copy;
    }

    /**
     * Stops the server and starts it as it was copied.
     *
     * @param branches whether its history goes another way from here, as after a recovery
     */
    void restore(Path copy, boolean branches) throws Exception {
        server.close();
        FileSystemUtils.deleteRecursively(folder);
        copy(copy, folder);
        if (branches) {
            Files.createFile(folder.resolve("data/recovery.signal"));
        }
        server = begin();
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    public void close() {
        server.close();
    }
}
