package vn.lienthong.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** OpenSSH's server on the loopback, run by whoever runs the tests, with a configuration and keys of its own. */
final class OpenSsh implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/sshd");
    private static final Path SFTP = Path.of("/usr/lib/openssh/sftp-server");

    private final Path folder;
    private final int port;
    private final Process process;
    private int keys;

    /** Says aloud that nothing is tried where the machine has no OpenSSH; where everything must be, that is a failure. */
    static void needed() {
        boolean there = Files.isExecutable(SERVER) && Files.isExecutable(SFTP);
        if (!there) {
            System.err.println("NOT TRIED: " + SERVER + " or " + SFTP
                    + " is missing (apt-get install --no-install-recommends openssh-server)");
            assertThat(Boolean.parseBoolean(System.getenv("CI")))
                    .as("with CI=true OpenSSH must be installed")
                    .isFalse();
        }
        assumeTrue(there, "this machine has no OpenSSH server");
    }

    OpenSsh(Path folder) throws IOException {
        this.folder = folder;
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                folder.resolve("host").toString());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = folder.resolve("sshd_config");
        Files.writeString(settings, """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s
                PidFile none
                AuthorizedKeysFile %s
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                StrictModes no
                UsePAM no
                Subsystem sftp %s
                """.formatted(port, folder.resolve("host"), folder.resolve("authorised"), SFTP));
        if ("root".equals(System.getProperty("user.name"))) {
            Files.createDirectories(Path.of("/run/sshd")); // where root's server puts aside its rights
        }
        process = new ProcessBuilder(SERVER.toString(), "-D", "-e", "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().until(this::listens);
    }

    private boolean listens() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** As its own tool shows it. */
    String fingerprint() {
        return run("ssh-keygen", "-lf", folder.resolve("host.pub").toString()).split(" ")[1];
    }

    /** A new key that the server lets in. */
    String key(String passphrase) throws IOException {
        Path key = folder.resolve("key" + ++keys);
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", key.toString());
        Files.copy(
                folder.resolve("key" + keys + ".pub"),
                folder.resolve("authorised"),
                StandardCopyOption.REPLACE_EXISTING);
        return Files.readString(key);
    }

    /** What {@code sha256sum -c} thinks of a marker. */
    int sha256sum(Path where, String marker) {
        try {
            Process check = new ProcessBuilder("sha256sum", "-c", marker)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sums").toFile())
                    .start();
            return check.waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private String run(String... command) {
        try {
            Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(tool.waitFor()).as(said).isZero();
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
