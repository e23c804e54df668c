package vn.lienthong.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    Path folder;

    @Test
    void whatOthersCouldReadIsClosedToThem() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        Path file = Files.writeString(folder.resolve("file"), "kept");
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        OwnerOnly.createFolder(inner);
        OwnerOnly.createFile(file);

        assertThat(mode(inner)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("kept");
    }

    @Test
    void theLockOfADataFolderIsForItsOwnerOnly() throws IOException {
        DataFolderLock.take(folder.resolve("parent/data")).close();

        assertThat(mode(folder.resolve("parent/data"))).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("parent/data/lock"))).isEqualTo("rw-------");
    }

    @Test
    void aFileThatEverybodyMayReadIsKnown() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "kept");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(OwnerOnly.readableByAll(link)).isFalse();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(OwnerOnly.readableByAll(link)).isTrue();
        assertThat(OwnerOnly.readableByAll(folder.resolve("none"))).isFalse();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
