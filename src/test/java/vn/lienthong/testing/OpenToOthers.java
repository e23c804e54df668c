package vn.lienthong.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What others than its owner could read, write or enter, were its folder open. */
public final class OpenToOthers {
    private OpenToOthers() {}

    /** The files and folders within a folder, itself included, with what may be done to them. */
    public static List<String> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isSymbolicLink(path))
                    .map(path -> permissions(path) + " " + path)
                    .filter(line -> !line.startsWith("------", 3) && !line.startsWith("gone"))
                    .toList();
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException temporary) {
            return "gone";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
