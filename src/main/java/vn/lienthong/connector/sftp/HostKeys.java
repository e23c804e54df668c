package vn.lienthong.connector.sftp;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Set;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/** Believes a server only whose key's fingerprint is in the settings, and remembers what it showed. Used by the threads of one way. */
final class HostKeys implements ServerKeyVerifier {
    private final Set<String> pinned;
    private volatile @Nullable Shown shown;

    HostKeys(Set<String> pinned) {
        this.pinned = pinned;
    }

    /**
     * What the server showed.
     *
     * @param kind the kind of key: {@code ssh-ed25519}
     * @param fingerprint as people compare it: {@code SHA256:…}
     */
    record Shown(String kind, String fingerprint) {}

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        shown = new Shown(String.valueOf(KeyUtils.getKeyType(key)), fingerprint);
        return pinned.contains(fingerprint);
    }

    /** What the server showed last; null before. */
    @Nullable
    Shown shown() {
        return shown;
    }

    /** A new connection begins: what was shown before says nothing of it. */
    void forget() {
        shown = null;
    }

    /** Whether a server showed a key that is not believed. */
    boolean refused() {
        Shown last = shown;
        return last != null && !pinned.contains(last.fingerprint());
    }

    /** Whether no key at all is believed yet. */
    boolean none() {
        return pinned.isEmpty();
    }
}
