package vn.lienthong.vault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;

/** Finds the key and proves it against a text that was sealed with it at the first start. */
final class KeyCanary {
    private static final String PLACE = "canary key";

    private final JdbcClient state;

    KeyCanary(JdbcClient state) {
        this.state = state;
    }

    /** The right key; it is made only where nothing was ever sealed. */
    VaultKey key(KeySource source) {
        VaultKey key = source.key().orElseGet(() -> made(source));
        prove(key, source.place());
        return key;
    }

    private VaultKey made(KeySource source) {
        if (source instanceof KeyFile file && file.ours() && sealed().isEmpty()) {
            return file.make();
        }
        throw new HubException(VaultError.KEY_MISSING, Map.of("file", source.place()));
    }

    private void prove(VaultKey key, String place) {
        Sealing sealing = new Sealing(key);
        state.sql("insert into vault_canaries (name, sealed) values ('key', ?) on conflict do nothing")
                .param(sealing.seal("canary".getBytes(StandardCharsets.UTF_8), PLACE))
                .update();
        try {
            sealing.open(sealed().orElseThrow(), PLACE);
        } catch (HubException another) {
            throw new HubException(VaultError.KEY_WRONG, Map.of("file", place), another);
        }
    }

    private Optional<byte[]> sealed() {
        return state.sql("select sealed from vault_canaries where name = 'key'")
                .query(byte[].class)
                .optional();
    }
}
