package vn.lienthong.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A database's programs whose unpacking died: whoever unpacks them again stumbles over the links that are there already. The
 * names are those of the library that unpacks: {@code .exists} is made last, {@code epg-lock} is locked meanwhile.
 */
final class HalfUnpacked {
    private static final String WHOLE = ".exists";
    private static final String LOCK = "epg-lock";

    private HalfUnpacked() {}

    /** Empties each folder of programs that is not whole and that nobody is unpacking. */
    static void clear(Path programs) throws IOException {
        for (Path folder : list(programs)) {
            if (folder.getFileName().toString().startsWith("PG-")
                    && Files.isDirectory(folder)
                    && !Files.exists(folder.resolve(WHOLE))) {
                clearUnlessUnpacked(folder);
            }
        }
    }

    private static void clearUnlessUnpacked(Path folder) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null || Files.exists(folder.resolve(WHOLE))) {
                return;
            }
            for (Path part : list(folder)) {
                if (!part.getFileName().toString().equals(LOCK)) {
                    FileSystemUtils.deleteRecursively(part);
                }
            }
        } catch (OverlappingFileLockException unpackedHere) {
            return; // by another thread of this process
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            return parts.toList();
        }
    }
}
