package vn.lienthong.vault;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;

/**
 * What of the vault lies elsewhere.
 *
 * @param keyFile the key, from {@code LIENTHONG_KEY_FILE}; blank for none
 * @param secretsFolder mounted secrets, from {@code LIENTHONG_SECRETS_DIR}; blank for none
 * @param credentialsFolder where systemd lays credentials, from {@code CREDENTIALS_DIRECTORY}; blank for none
 * @param key the key itself, from {@code LIENTHONG_KEY}; blank for none
 * @param keyNext the key that is to follow it, from {@code LIENTHONG_KEY_NEXT}; blank for none
 */
@ConfigurationProperties("lienthong.vault")
public record VaultFiles(
        @Nullable String keyFile,
        @Nullable String secretsFolder,
        @Nullable String credentialsFolder,
        @Nullable String key,
        @Nullable String keyNext) {

    @ConstructorBinding
    public VaultFiles {}

    /** A key in a file, or in the data folder where that is null; and perhaps mounted secrets. */
    public VaultFiles(@Nullable String keyFile, @Nullable String secretsFolder) {
        this(keyFile, secretsFolder, null, null, null);
    }

    Optional<Path> secrets() {
        return given(secretsFolder).map(Path::of);
    }

    static Optional<String> given(@Nullable String text) {
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }

    /** The key is among the components. */
    @Override
    public String toString() {
        return "VaultFiles[…]";
    }
}
