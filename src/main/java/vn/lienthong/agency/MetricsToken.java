package vn.lienthong.agency;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;
import vn.lienthong.store.OwnerOnly;

/**
 * The token by which a machine reads the figures. It lies in a file, which is read each time, so that it can be renewed while the hub
 * runs, and figures can be read while the hub's state cannot. Without a file of the operator's the hub makes one that its owner can read.
 */
@Component
class MetricsToken {
    /** A shorter one could be guessed. */
    static final int SHORTEST = 32;

    private static final Logger LOG = LoggerFactory.getLogger(MetricsToken.class);
    private static final String SCHEME = "Bearer ";

    private final Path file;

    /** @throws HubException CONFIGURATION where the operator's file cannot be read or holds too little, or none can be made */
    MetricsToken(HubFolders folders, MetricsSettings settings) {
        boolean own = settings.tokenFile().isBlank();
        this.file = own ? folders.data().resolve("metrics-token").toAbsolutePath() : Path.of(settings.tokenFile());
        try {
            if (own && !Files.exists(file)) {
                OwnerOnly.createFolder(file.getParent());
                OwnerOnly.write(file, RandomText.ofBytes(32) + System.lineSeparator());
            }
            if (current().length() < SHORTEST) {
                throw new HubException(AgencyError.METRICS_TOKEN_SHORT, Map.of("file", file, "shortest", SHORTEST));
            }
        } catch (IOException unreadable) {
            throw new HubException(AgencyError.METRICS_TOKEN_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    /** Where it lies. */
    Path file() {
        return file;
    }

    /** Whether an Authorization header brings it. */
    boolean opens(@Nullable String header) {
        if (header == null || !header.startsWith(SCHEME)) {
            return false;
        }
        try {
            String now = current();
            return now.length() >= SHORTEST
                    && MessageDigest.isEqual(
                            now.getBytes(StandardCharsets.UTF_8),
                            header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            LOG.warn("The metrics token cannot be read, so nobody reads figures: {}", unreadable.getMessage());
            return false;
        }
    }

    private String current() throws IOException {
        return Files.readString(file).strip();
    }
}
