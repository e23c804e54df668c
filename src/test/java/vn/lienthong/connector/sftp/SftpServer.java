package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** A server of Apache MINA's on the loopback, with real files in a folder. */
final class SftpServer implements AutoCloseable {
    static final String USER = "hub";
    static final String PASSWORD = "mat-khau-dai-1";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final List<PublicKey> authorised = new ArrayList<>();
    private final SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    private final AtomicReference<@Nullable KeyPair> hostKey = new AtomicReference<>(key());

    SftpServer(Path home) {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(List.of(hostKey.get())));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setPublickeyAuthenticator(
                (user, key, session) -> authorised.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.setSubsystemFactories(List.of(sftp));
        start();
    }

    private void start() {
        try {
            server.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static KeyPair key() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            return keys.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    int port() {
        return server.getPort();
    }

    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.get().getPublic());
    }

    SftpServer authorise(PublicKey key) {
        authorised.add(key);
        return this;
    }

    /** The server is set up anew: another key. */
    void changeKey() {
        hostKey.set(key());
        server.setKeyPairProvider(KeyPairProvider.wrap(List.of(hostKey.get())));
    }

    void watch(SftpEventListener... listeners) {
        Arrays.stream(listeners).forEach(sftp::addSftpEventListener);
    }

    /** Everybody is hung up on at once, as by a cable that is pulled. */
    void drop() {
        server.getActiveSessions().forEach(session -> ((ServerSession) session).close(true));
    }

    SshServer ssh() {
        return server;
    }

    @Override
    public void close() {
        server.close(true);
    }
}
