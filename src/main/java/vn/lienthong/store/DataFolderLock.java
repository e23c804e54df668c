package vn.lienthong.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;

/** One hub at a time uses a data folder. The lock ends with the process, however that ends. */
public final class DataFolderLock implements AutoCloseable {
    private final FileChannel channel;

    private DataFolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder.
     *
     * @throws HubException {@link StoreError#DATA_FOLDER_IN_USE} while another hub has it
     */
    public static DataFolderLock take(Path data) {
        return tryTake(data)
                .orElseThrow(() -> new HubException(
                        StoreError.DATA_FOLDER_IN_USE,
                        Map.of("folder", data.toAbsolutePath().normalize())));
    }

    /** Takes the folder; empty while another hub has it. */
    public static Optional<DataFolderLock> tryTake(Path data) {
        try {
            if (!Files.isDirectory(data)) {
                OwnerOnly.createFolder(data);
            }
            Path file = data.resolve("lock");
            OwnerOnly.createFile(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            @Nullable FileLock lock = locked(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new DataFolderLock(channel));
        } catch (IOException unusable) {
            throw new HubException(
                    StoreError.DATA_FOLDER_UNUSABLE,
                    Map.of("folder", data.toAbsolutePath().normalize(), "why", String.valueOf(unusable.getMessage())),
                    unusable);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ourOwnProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
