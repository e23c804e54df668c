package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/**
 * A connection to a server that has shown a key that is believed and has let the hub in. Nothing of this machine's user takes part:
 * neither files in {@code ~/.ssh} nor an agent.
 */
final class SignedIn implements AutoCloseable {
    private static final int SFTP_VERSION = 3;

    private final SshClient client;
    private final ClientSession session;
    private final SftpClient sftp;

    private SignedIn(SshClient client, ClientSession session, SftpClient sftp) {
        this.client = client;
        this.session = session;
        this.sftp = sftp;
    }

    /**
     * Connects and signs in.
     *
     * @param keys keeps what the server shows, also where it is refused
     * @param limit how long all of this may take
     */
    static SignedIn of(Opening opening, SftpSettings settings, HostKeys keys, Duration limit) {
        SftpFailures failures = new SftpFailures(opening, settings);
        keys.forget();
        SshClient client = client(settings.host().byKey(), keys, settings.patience());
        boolean entered = false;
        try {
            client.start();
            SignedIn signedIn = Patience.within(
                    limit, () -> client.close(true), () -> enter(opening, settings, client, keys, failures, limit));
            entered = true;
            return signedIn;
        } catch (IOException failed) {
            throw keys.refused() ? unbelieved(failed, settings, keys, failures) : failures.of(failed, "");
        } finally {
            if (!entered) {
                client.close(true);
            }
        }
    }

    private static SshClient client(boolean byKey, HostKeys keys, Duration patience) {
        SshClient client = SshClient.setUpDefaultClient();
        Algorithms.of(client);
        client.setServerKeyVerifier(keys);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setAgentFactory(null);
        client.setUserInteraction(UserInteraction.NONE);
        List<UserAuthFactory> ways = byKey
                ? List.of(UserAuthPublicKeyFactory.INSTANCE)
                : List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE);
        client.setUserAuthFactories(ways);
        CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "LIENTHONG");
        CoreModuleProperties.NIO_WORKERS.set(client, 2);
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, patience);
        return client;
    }

    private static SignedIn enter(
            Opening opening,
            SftpSettings settings,
            SshClient client,
            HostKeys keys,
            SftpFailures failures,
            Duration limit)
            throws IOException {
        SftpSettings.Host host = settings.host();
        ClientSession session = connected(opening, host, client, failures, limit);
        try {
            identify(opening, session, host.byKey(), failures);
            session.auth().verify(limit);
        } catch (SshException failed) {
            throw refused(failed, settings, keys, failures);
        }
        try {
            return new SignedIn(client, session, new BoundedSftp().createSftpClient(session, SFTP_VERSION));
        } catch (SshException none) {
            throw failures.error(SftpError.NO_SFTP, Map.of("host", host.name()), none);
        }
    }

    /** To exactly the address that was approved: with a name in it, the client would ask the name service again. */
    private static ClientSession connected(
            Opening opening, SftpSettings.Host host, SshClient client, SftpFailures failures, Duration limit)
            throws IOException {
        InetSocketAddress approved = opening.network().resolve(host.name(), host.port());
        InetAddress nameless = InetAddress.getByAddress(approved.getAddress().getAddress());
        try {
            return client.connect(host.user(), new InetSocketAddress(nameless, approved.getPort()))
                    .verify(limit)
                    .getSession();
        } catch (SshException failed) {
            throw failures.error(
                    ConnectorError.UNREACHABLE,
                    Map.of("host", host.name(), "port", host.port(), "why", reason(failed)),
                    failed);
        }
    }

    private static void identify(Opening opening, ClientSession session, boolean byKey, SftpFailures failures) {
        Secret secret = opening.settings()
                .secret(byKey ? "key" : "password")
                .orElseThrow(() -> failures.error(
                        SftpError.SIGN_IN_INCOMPLETE, Map.of("setting", byKey ? "key" : "password"), null));
        if (!byKey) {
            session.addPasswordIdentity(secret.reveal());
            session.setPasswordAuthenticationReporter(new TriedOnce());
            return;
        }
        try {
            session.addPublicKeyIdentity(SignInKey.of(
                    secret, opening.settings().secret("key_passphrase").orElse(null)));
        } catch (GeneralSecurityException unusable) {
            throw failures.error(SftpError.KEY_UNUSABLE, Map.of("why", String.valueOf(unusable.getMessage())), null);
        }
    }

    /** A password that was refused is not tried again in another way: accounts are locked after a few tries. */
    private static final class TriedOnce implements PasswordAuthenticationReporter {
        @Override
        public void signalAuthenticationFailure(
                ClientSession session, String service, String password, boolean partial, List<String> others) {
            session.removePasswordIdentity(password);
        }
    }

    /** What ended it, by how far it had come: nothing that the server says is looked at. */
    private static HubException refused(
            SshException failed, SftpSettings settings, HostKeys keys, SftpFailures failures) {
        SftpSettings.Host host = settings.host();
        if (keys.refused()) {
            return unbelieved(failed, settings, keys, failures);
        }
        return switch (failed.getDisconnectCode()) {
            case SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED ->
                failures.error(SftpError.NO_COMMON_WAY, Map.of("host", host.name()), failed);
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
                failures.error(
                        SftpError.SIGN_IN_REFUSED,
                        Map.of("username", host.user(), "auth", host.byKey() ? "key" : "password"),
                        failed);
            default -> failures.of(failed, "");
        };
    }

    private static HubException unbelieved(
            IOException failed, SftpSettings settings, HostKeys keys, SftpFailures failures) {
        HostKeys.Shown shown = Objects.requireNonNull(keys.shown(), "what was refused was shown");
        return failures.error(
                keys.none() ? SftpError.HOST_KEY_UNKNOWN : SftpError.HOST_KEY_CHANGED,
                Map.of("host", settings.host().name(), "kind", shown.kind(), "fingerprint", shown.fingerprint()),
                failed);
    }

    private static String reason(Throwable failed) {
        Throwable last = failed;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getClass().getSimpleName();
    }

    SftpClient sftp() {
        return sftp;
    }

    boolean isOpen() {
        return session.isOpen() && sftp.isOpen();
    }

    /** Hangs up at once; whatever waits for the server fails. Waits for nothing itself. */
    void hangUp() {
        session.close(true);
    }

    @Override
    public void close() {
        session.close(true);
        client.close(true);
    }
}
