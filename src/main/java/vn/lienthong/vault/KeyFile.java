package vn.lienthong.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/** A master key in a file, as one line of base64; the next one lies beside it. */
final class KeyFile implements KeySource {
    private final Path file;
    private final Path nextFile;
    private final boolean ours;

    /**
     * @param ours whether the hub makes and replaces it; else whoever runs the hub does
     */
    KeyFile(Path file, boolean ours) {
        this.file = file;
        this.nextFile = file.resolveSibling(file.getFileName() + NEXT);
        this.ours = ours;
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String nextPlace() {
        return nextFile.toString();
    }

    @Override
    public Optional<VaultKey> key() {
        return read(file);
    }

    @Override
    public Optional<VaultKey> next() {
        return read(nextFile);
    }

    boolean ours() {
        return ours;
    }

    /** A new random key, where the hub keeps its own. */
    VaultKey make() {
        return make(file);
    }

    /** A new random key beside the old one. */
    VaultKey makeNext() {
        return make(nextFile);
    }

    /** The next key in place of the old one, at once; nothing happens where it is there already. */
    void follow() {
        try {
            if (Files.exists(nextFile)) {
                Files.move(nextFile, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw unusable(file, failed);
        }
    }

    private static VaultKey make(Path file) {
        VaultKey key = VaultKey.random();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                OwnerOnly.createFolder(folder);
            }
            OwnerOnly.write(file, key.text() + "\n");
            return key;
        } catch (IOException failed) {
            throw unusable(file, failed);
        }
    }

    private static Optional<VaultKey> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(VaultKey.parse(Files.readString(file), file.toString()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw unusable(file, unreadable);
        }
    }

    private static HubException unusable(Path file, IOException why) {
        return new HubException(VaultError.KEY_UNUSABLE, Map.of("file", file), why);
    }
}
