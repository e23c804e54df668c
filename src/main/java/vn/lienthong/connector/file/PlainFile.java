package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import vn.lienthong.kernel.HubException;

/**
 * What counts as a file in a drop folder: content of its own, and not a way to what lies elsewhere, a pipe that never ends or a
 * device.
 */
final class PlainFile {
    private PlainFile() {}

    /** Whether a file lies there, and neither a link nor anything else. */
    static boolean is(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether nothing at all lies there, not even a link to nowhere. */
    static boolean isNothing(Path path) {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether what somebody put there may be taken: a file that has no second name elsewhere, and one that can be told. */
    static boolean takeable(Path path, BasicFileAttributes facts) {
        return facts.isRegularFile() && FileNames.sayable(path.getFileName().toString()) && names(path) == 1;
    }

    /** How many names a file has; whoever gives a second one to a file of others could have it read here. */
    private static int names(Path path) {
        try {
            return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? (Integer) Files.getAttribute(path, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                    : 1;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Opens a file for reading; anything else is refused before it could keep the reader waiting. */
    static InputStream open(Path path) throws IOException {
        need(path);
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Refuses whatever lies there and is no file. */
    static void need(Path path) {
        if (!isNothing(path) && !is(path)) {
            throw new HubException(FileError.NOT_A_FILE, Map.of("file", shown(path)));
        }
    }

    /** A name as people read it, on one line. */
    static String shown(Path path) {
        return FileNames.shown(path.getFileName().toString());
    }
}
