package vn.lienthong.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only the user who runs the hub can read. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes a folder, with its parents, that only the owner may enter, from its first moment on and whatever the umask. */
    public static void createFolder(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        if (whole.getParent() != null) {
            Files.createDirectories(whole.getParent());
        }
        if (!Files.isDirectory(whole)) {
            Files.createDirectory(whole, atCreation(whole, "rwx------"));
        }
        close(whole, "rwx------");
    }

    /** Makes an empty file that only the owner may read and write, unless it is there; one that is there is closed to others. */
    public static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, atCreation(file, "rw-------"));
        }
        close(file, "rw-------");
    }

    /** Writes a small text so that it appears whole or not at all, readable by the owner only. */
    public static void write(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        createFile(beside);
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes from everybody but the owner what they may do with a folder and all that lies in it, links left alone. */
    public static void closeAll(Path folder) throws IOException {
        if (!posix(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                return visitFile(inner, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                    if (permissions.removeIf(permission -> !permission.name().startsWith("OWNER"))) {
                        Files.setPosixFilePermissions(file, permissions);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether every user of the machine may read a file; of one that is not there, or that no such rights are kept of, nobody says so. */
    public static boolean readableByAll(Path file) {
        try {
            return posix(file) && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException gone) {
            return false;
        }
    }

    private static FileAttribute<?>[] atCreation(Path path, String permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void close(Path path, String permissions) throws IOException {
        if (posix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
