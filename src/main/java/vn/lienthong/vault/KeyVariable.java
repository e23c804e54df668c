package vn.lienthong.vault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A master key in the environment. */
final class KeyVariable implements KeySource {
    private static final String PLACE = "LIENTHONG_KEY";
    private static final String NEXT_PLACE = "LIENTHONG_KEY_NEXT";

    private final VaultKey key;
    private final @Nullable VaultKey next;

    KeyVariable(String key, @Nullable String next) {
        this.key = VaultKey.parse(key, PLACE);
        this.next = VaultFiles.given(next)
                .map(text -> VaultKey.parse(text, NEXT_PLACE))
                .orElse(null);
    }

    @Override
    public String place() {
        return PLACE;
    }

    @Override
    public String nextPlace() {
        return NEXT_PLACE;
    }

    @Override
    public Optional<VaultKey> key() {
        return Optional.of(key);
    }

    @Override
    public Optional<VaultKey> next() {
        return Optional.ofNullable(next);
    }
}
