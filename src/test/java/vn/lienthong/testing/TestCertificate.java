package vn.lienthong.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/** Certificate and key of a server, laid out as it is done where certificates are mounted: one link is swapped for both files. */
public final class TestCertificate {
    private final TestAuthority authority;
    private final Path folder;
    private int versions;

    /** Lays a first pair for {@code localhost} and {@code hub.example} into a folder, as {@link #cert} and {@link #key}. */
    public TestCertificate(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder.toRealPath();
        this.authority = TestAuthority.in(folder.resolve("authority"));
        swap(issue("-1H"));
        Files.createSymbolicLink(cert(), Path.of("current/tls.crt"));
        Files.createSymbolicLink(key(), Path.of("current/tls.key"));
    }

    public TestAuthority authority() {
        return authority;
    }

    /** The file of the chain. */
    public Path cert() {
        return folder.resolve("tls.crt");
    }

    /** The file of the key. */
    public Path key() {
        return folder.resolve("tls.key");
    }

    /** A new pair for {@code localhost} and {@code hub.example}, valid for a month from the start on, in a folder of its own; nobody uses it yet. */
    public Path issue(String start) throws IOException, GeneralSecurityException {
        return issue(start, "-keyalg EC");
    }

    /** The same with a key of some kind, as keytool takes it. */
    public Path issue(String start, String kind) throws IOException, GeneralSecurityException {
        Path version = Files.createDirectory(folder.resolve("version" + ++versions));
        Path request = version.resolve("request");
        TestAuthority.key(version, version.resolve("tls.key"), request, kind);
        Files.writeString(
                version.resolve("tls.crt"),
                authority.sign(request, "localhost,dns:hub.example", start) + authority.certificate());
        return version;
    }

    /** The folder whose files are in use. */
    public Path current() throws IOException {
        return folder.resolve("current").toRealPath();
    }

    /** From now on both files are those of this folder, at once. */
    public void swap(Path version) throws IOException {
        Path beside = folder.resolve("current.new");
        Files.deleteIfExists(beside);
        Files.createSymbolicLink(beside, version.getFileName());
        Files.move(
                beside, folder.resolve("current"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
