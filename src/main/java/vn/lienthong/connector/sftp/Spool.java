package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.store.OwnerOnly;

/**
 * Where one session of a connector keeps files while it works with them, readable by the hub alone: a folder of the session's, gone
 * when it ends, and one of the connector's for what must outlive it. What a killed hub left of a session's goes with the next one.
 */
final class Spool implements AutoCloseable {
    private static final String SESSION = "session-";

    private final Path root;
    private @Nullable Path session;
    private @Nullable FileChannel lock;

    Spool(Path root, ConnectorName connector) {
        this.root = root.resolve(connector.value());
    }

    /** A folder of this session's, made when first asked for. */
    Path passing(String name) throws IOException {
        Path mine = session;
        if (mine == null) {
            mine = begin();
        }
        Path folder = mine.resolve(name);
        OwnerOnly.createFolder(folder);
        return folder;
    }

    /** Only one process works in a hub's data folder: nobody sees a folder of it without its lock. */
    private Path begin() throws IOException {
        synchronized (Spool.class) {
            OwnerOnly.createFolder(root);
            removeLeft();
            Path mine = root.resolve(SESSION + UUID.randomUUID());
            OwnerOnly.createFolder(mine);
            FileChannel file =
                    FileChannel.open(mine.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.lock();
            lock = file;
            session = mine;
            return mine;
        }
    }

    /** A folder of the connector's that stays. */
    Path lasting(String name) throws IOException {
        OwnerOnly.createFolder(root);
        Path folder = root.resolve(name);
        OwnerOnly.createFolder(folder);
        return folder;
    }

    private void removeLeft() throws IOException {
        List<Path> sessions;
        try (Stream<Path> all = Files.list(root)) {
            sessions = all.filter(folder -> folder.getFileName().toString().startsWith(SESSION))
                    .toList();
        }
        for (Path folder : sessions) {
            Path file = folder.resolve("lock");
            if (!Files.exists(file) || isLeft(file)) {
                remove(folder);
            }
        }
    }

    private static boolean isLeft(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel held = lock;
        Path mine = session;
        lock = null;
        session = null;
        if (held != null) {
            held.close();
        }
        if (mine != null) {
            remove(mine);
        }
    }
}
