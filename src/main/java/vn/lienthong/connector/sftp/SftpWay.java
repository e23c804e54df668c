package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.file.FileNames;
import vn.lienthong.kernel.HubException;

/**
 * The way to one folder at a server. Connects when first used, and again after the connection broke. Every answer is waited for only
 * so long, every file may only be so large. Paths are relative to the folder. One thread at a time.
 */
final class SftpWay implements AutoCloseable {
    /** A folder with more names is not one that is emptied. */
    static final int MOST_NAMES = 20_000;

    private static final int LISTED_AGAIN = 5;

    private static final int BLOCK = 1 << 15;

    private final SftpSettings settings;
    private final SftpFailures failures;
    private final Line line;

    SftpWay(Opening opening, SftpSettings settings) {
        this.settings = settings;
        this.failures = new SftpFailures(opening, settings);
        this.line = new Line(opening, settings, failures);
    }

    HostKeys keys() {
        return line.keys();
    }

    SftpFailures failures() {
        return failures;
    }

    /** From now on waits no longer than this for an answer. */
    void hurry(Duration most) {
        line.hurry(most);
    }

    /** Connects and signs in, unless it has. */
    void open() {
        line.way();
    }

    /** What lies in a folder, in the server's order. Some servers break off where a file goes while they list: then once more. */
    List<Found> list(String folder) {
        for (int again = 0; again < LISTED_AGAIN; again++) {
            try {
                return listed(folder);
            } catch (HubException gone) {
                if (gone.code() != SftpError.PATH_MISSING || look(folder).isEmpty()) {
                    throw gone;
                }
            }
        }
        return listed(folder);
    }

    private List<Found> listed(String folder) {
        return line.ask(at(folder), sftp -> {
            List<Found> all = new ArrayList<>();
            try (SftpClient.CloseableHandle handle = sftp.openDir(at(folder))) {
                for (List<SftpClient.DirEntry> some = sftp.readDir(handle); some != null; some = sftp.readDir(handle)) {
                    for (SftpClient.DirEntry entry : some) {
                        all.add(Found.of(entry.getFilename(), entry.getAttributes()));
                    }
                    if (all.size() > MOST_NAMES) {
                        throw failures.error(
                                SftpError.TOO_MANY_NAMES,
                                Map.of("path", FileNames.shown(at(folder)), "most", MOST_NAMES),
                                null);
                    }
                }
            }
            return all;
        });
    }

    /** What lies at a path, links not followed. */
    Optional<Found> look(String path) {
        return line.ask(at(path), sftp -> {
            try {
                return Optional.of(Found.of(path.substring(path.lastIndexOf('/') + 1), sftp.lstat(at(path))));
            } catch (SftpException failed) {
                if (isMissing(failed)) {
                    return Optional.empty();
                }
                throw failed;
            }
        });
    }

    /** The folder as the server names it, links followed. */
    String real() {
        return line.ask(at(""), sftp -> sftp.canonicalPath(at("")));
    }

    /**
     * Copies a file here, as large as it may be at most; false where nothing is there any more.
     *
     * @param to a file of this machine that is made or replaced
     */
    boolean fetch(String path, Path to) {
        try {
            copy(path, to);
            return true;
        } catch (HubException failed) {
            if (failed.code() == SftpError.PATH_MISSING) {
                return false; // somebody took it since it was listed
            }
            throw failed;
        }
    }

    private void copy(String path, Path to) {
        line.transfer(at(path), sftp -> {
            long left = settings.largest();
            byte[] block = new byte[BLOCK];
            try (InputStream in = line.step(() -> sftp.read(at(path)));
                    OutputStream out = here(() -> Files.newOutputStream(to))) {
                for (int got = line.step(() -> in.read(block)); got >= 0; ) {
                    int size = got;
                    left -= size;
                    if (left < 0) {
                        throw failures.tooLarge(path);
                    }
                    here(() -> {
                        out.write(block, 0, size);
                        return null;
                    });
                    got = line.step(() -> in.read(block));
                }
            }
            return null;
        });
    }

    /** The beginning of a small file. */
    byte[] head(String path, int most) {
        return line.ask(at(path), sftp -> {
            try (InputStream in = sftp.read(at(path))) {
                return in.readNBytes(most);
            }
        });
    }

    /** Lays a file down under a name that nothing has yet, safe on the server's disk where it can promise that. */
    void lay(Path file, String path) {
        line.transfer(at(path), sftp -> {
            byte[] block = new byte[BLOCK];
            try (InputStream in = here(() -> Files.newInputStream(file));
                    OutputStream out = line.step(
                            () -> sftp.write(at(path), List.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)))) {
                for (int got = here(() -> in.read(block)); got >= 0; got = here(() -> in.read(block))) {
                    int size = got;
                    line.step(() -> {
                        out.write(block, 0, size);
                        return null;
                    });
                }
            }
            flush(sftp, path);
            return null;
        });
    }

    private void flush(SftpClient sftp, String path) throws IOException {
        OpenSSHFsyncExtension flushes = sftp.getExtension(OpenSSHFsyncExtension.class);
        if (flushes != null && flushes.isSupported()) {
            try (SftpClient.CloseableHandle handle = sftp.open(at(path), List.of(OpenMode.Write))) {
                flushes.fsync(handle);
            }
        }
    }

    /** Writes a small file, or adds to the end of one. */
    void write(String path, byte[] bytes, boolean append) {
        List<OpenMode> modes = append
                ? List.of(OpenMode.Write, OpenMode.Create, OpenMode.Append)
                : List.of(OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
        line.ask(at(path), sftp -> {
            try (SftpClient.CloseableHandle handle = sftp.open(at(path), modes)) {
                sftp.write(handle, append ? sftp.stat(handle).getSize() : 0, bytes, 0, bytes.length);
            }
            flush(sftp, path);
            return null;
        });
    }

    /** Renames what lies at a path to a name that nothing has; false where it is gone, or the name is taken. */
    boolean move(String from, String to) {
        if (look(to).isPresent()) {
            return false; // some servers would replace it
        }
        return line.ask(at(from), sftp -> {
            try {
                sftp.rename(at(from), at(to));
                return true;
            } catch (SftpException failed) {
                boolean taken = failed.getStatus() == SftpConstants.SSH_FX_FAILURE
                        || failed.getStatus() == SftpConstants.SSH_FX_FILE_ALREADY_EXISTS;
                if (isMissing(failed) || taken && isThere(sftp, to)) {
                    return false;
                }
                throw failed;
            }
        });
    }

    /** Renames a file, replacing what has the name: in one step where the server can, else in two. */
    void replace(String from, String to) {
        line.ask(at(to), sftp -> {
            OpenSSHPosixRenameExtension renames = sftp.getExtension(OpenSSHPosixRenameExtension.class);
            if (renames != null && renames.isSupported()) {
                renames.posixRename(at(from), at(to));
                return null;
            }
            if (isThere(sftp, to)) {
                sftp.remove(at(to));
            }
            sftp.rename(at(from), at(to));
            return null;
        });
    }

    /** Whether a file can be replaced in one step. */
    boolean replacesAtOnce() {
        return line.ask(at(""), sftp -> {
            OpenSSHPosixRenameExtension renames = sftp.getExtension(OpenSSHPosixRenameExtension.class);
            return renames != null && renames.isSupported();
        });
    }

    /** Removes a file, if it is there. */
    void remove(String path) {
        line.ask(at(path), sftp -> {
            try {
                sftp.remove(at(path));
            } catch (SftpException failed) {
                if (!isMissing(failed)) {
                    throw failed;
                }
            }
            return null;
        });
    }

    /** Makes a folder of the hub's own, unless it is there; what others could put there in its place is refused. */
    void own(String folder) {
        if (look(folder).isEmpty()) {
            line.ask(at(folder), sftp -> {
                try {
                    sftp.mkdir(at(folder));
                } catch (SftpException failed) {
                    if (!isThere(sftp, folder)) { // else somebody made it just now
                        throw failed;
                    }
                }
                return null;
            });
        }
        if (look(folder).filter(made -> made.kind() == Found.Kind.FOLDER).isEmpty()) {
            throw failures.error(SftpError.NO_FOLDER, Map.of("path", FileNames.shown(at(folder))), null);
        }
    }

    private boolean isThere(SftpClient sftp, String path) throws IOException {
        try {
            sftp.lstat(at(path));
            return true;
        } catch (SftpException failed) {
            if (isMissing(failed)) {
                return false;
            }
            throw failed;
        }
    }

    private static boolean isMissing(SftpException failed) {
        return failed.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                || failed.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    private String at(String path) {
        String folder = settings.folder();
        return path.isEmpty() ? folder : folder.equals("/") ? "/" + path : folder + "/" + path;
    }

    /** Something done with a file of this machine. */
    private <T extends @Nullable Object> T here(Patience.Act<T> act) {
        try {
            return act.run();
        } catch (IOException disk) {
            throw failures.here(disk);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
