package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One writer at a time at a file's state, whichever hub it belongs to: threads wait for each other, processes by a lock on disk. */
final class TargetLock {
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private TargetLock() {}

    static <T extends @Nullable Object> T alone(Path path, FileAct<T> act) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(path.toAbsolutePath(), key -> new ReentrantLock());
        threads.lock();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            if (!held.isValid()) {
                throw new IOException("the lock of the file was lost");
            }
            return act.run();
        } finally {
            threads.unlock();
        }
    }
}
