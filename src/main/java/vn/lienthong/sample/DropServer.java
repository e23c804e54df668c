package vn.lienthong.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/**
 * An SFTP server of one of the sample's partners, on a free port of the loopback: one account, one folder, no shell. Its own key and
 * that of the account are new at every start and lie on no disk. For every thread.
 */
final class DropServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DropServer.class);

    private final SshServer server = SshServer.setUpDefaultServer();
    private final String name;
    private final KeyPair own = newKey();
    private final KeyPair account = newKey();

    private DropServer(String name) {
        this.name = name;
    }

    /**
     * A started server.
     *
     * @param name in messages
     * @param folder what the account sees as {@code /}
     * @param user the name of the account
     * @throws HubException CONFIGURATION where it cannot listen
     */
    static DropServer start(String name, Path folder, String user) {
        DropServer started = new DropServer(name);
        try {
            OwnerOnly.createFolder(folder);
            started.lay(folder, user);
            started.server.start();
            return started;
        } catch (IOException failed) {
            throw new HubException(
                    SampleError.PARTNER_NOT_STARTED,
                    Map.of("partner", name, "why", String.valueOf(failed.getMessage())),
                    failed);
        }
    }

    private void lay(Path folder, String user) {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(own));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (who, key, session) -> who.equals(user) && KeyUtils.compareKeys(account.getPublic(), key));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.setFileSystemAccessor(new OwnersFiles());
        server.setSubsystemFactories(List.of(sftp));
    }

    int port() {
        return server.getPort();
    }

    /** By what a visitor knows this server: {@code SHA256:…}. */
    String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, own.getPublic());
    }

    /** With what the account signs in, as OpenSSH keeps it. */
    String key() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(account, name, null, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException failed) {
            LOG.warn("sample.{}=not-stopped {}", name, failed.getMessage());
        }
    }

    /** What visitors lay down is for the owner of this server only, as all of the sample is. */
    private static final class OwnersFiles implements SftpFileSystemAccessor {
        @Override
        public SeekableByteChannel openFile(
                SftpSubsystemProxy subsystem,
                FileHandle handle,
                Path file,
                String shown,
                Set<? extends OpenOption> options,
                FileAttribute<?>... wished)
                throws IOException {
            return SftpFileSystemAccessor.super.openFile(
                    subsystem, handle, file, shown, options, closed(file, "rw-------"));
        }

        @Override
        public void createDirectory(SftpSubsystemProxy subsystem, Path folder) throws IOException {
            Files.createDirectory(folder, closed(folder, "rwx------"));
        }

        private static FileAttribute<?>[] closed(Path path, String permissions) {
            return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                    }
                    : new FileAttribute<?>[0];
        }
    }
}
