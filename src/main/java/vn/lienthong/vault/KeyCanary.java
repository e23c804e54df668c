package vn.lienthong.vault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;

/** Finds the master key and proves it against a text that was sealed with it. */
final class KeyCanary {
    private static final String PLACE = "canary key";

    private final JdbcClient state;
    private final KeySource source;

    KeyCanary(JdbcClient state, KeySource source) {
        this.state = state;
        this.source = source;
    }

    /** The right key, at the start of a hub; it is made only where nothing was ever sealed. */
    VaultKey atStart() {
        Optional<VaultKey> given = source.key();
        if (given.isEmpty() && source instanceof KeyFile own && own.ours() && sealed().isEmpty()) {
            given = Optional.of(own.make());
        }
        given.ifPresent(this::plant);
        return proven();
    }

    /** Which of the two keys is the one that wraps the data keys now. */
    VaultKey proven() {
        Optional<VaultKey> key = source.key();
        if (key.isPresent() && opens(key.get())) {
            return key.get();
        }
        Optional<VaultKey> next = source.next();
        if (next.isPresent() && opens(next.get())) {
            takeOver();
            return next.get();
        }
        throw new HubException(
                key.isPresent() ? VaultError.KEY_WRONG : VaultError.KEY_MISSING, Map.of("file", source.place()));
    }

    /** From now on only this key is right; to be called in the transaction that wraps the data keys with it. */
    void replace(VaultKey key) {
        state.sql("update vault_canaries set sealed = ? where name = 'key'")
                .param(sealed(key))
                .update();
    }

    /** Where keys are looked for, for messages. */
    String places() {
        return source.place() + ", " + source.nextPlace();
    }

    HubException wrong() {
        return new HubException(VaultError.KEY_WRONG, Map.of("file", source.place()));
    }

    /** A rotation that ended before the new key was in its place ends here. */
    void takeOver() {
        if (source instanceof KeyFile own && own.ours()) {
            own.follow();
        }
    }

    private void plant(VaultKey key) {
        state.sql("insert into vault_canaries (name, sealed) values ('key', ?) on conflict do nothing")
                .param(sealed(key))
                .update();
    }

    private boolean opens(VaultKey key) {
        byte[] canary = sealed().orElseThrow();
        try {
            Sealing.master(key).open(canary, PLACE);
            return true;
        } catch (HubException another) {
            return false; // what follows from it, the caller says
        }
    }

    private static byte[] sealed(VaultKey key) {
        return Sealing.master(key).seal("canary".getBytes(StandardCharsets.UTF_8), PLACE);
    }

    private Optional<byte[]> sealed() {
        return state.sql("select sealed from vault_canaries where name = 'key'")
                .query(byte[].class)
                .optional();
    }
}
