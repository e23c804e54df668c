package vn.lienthong.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.DataFolderLock;
import vn.lienthong.store.HubFolders;

/**
 * The hub that a command talks to: the one that was named, else the one that runs on the data folder, else one that is started
 * for this command and stopped after it.
 */
final class HubAccess implements AutoCloseable {
    private final HubClient client;
    private final @Nullable ConfigurableApplicationContext own;

    private HubAccess(HubClient client, @Nullable ConfigurableApplicationContext own) {
        this.client = client;
        this.own = own;
    }

    static HubAccess open(Surroundings surroundings, Place place) {
        Optional<String> named = place.encryptedServer();
        if (named.isPresent()) {
            String token = place.token()
                    .or(() -> KeptTokens.ofUser().of(named.get()))
                    .orElseThrow(() -> new HubException(CliError.TOKEN_MISSING, Map.of("url", named.get())));
            return new HubAccess(
                    new HubClient(named.get(), token, surroundings.words().language(), place.trust()), null);
        }
        HubFolders folders = place.folders();
        if (free(folders)) {
            ConfigurableApplicationContext own = new HubProcess(surroundings).startForOneCommand(folders);
            return new HubAccess(client(surroundings, folders), own);
        }
        return new HubAccess(client(surroundings, folders), null);
    }

    HubClient client() {
        return client;
    }

    /** Whether the hub stops with this command, so that what was begun must be waited for. */
    boolean own() {
        return own != null;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    private static boolean free(HubFolders folders) {
        Optional<DataFolderLock> lock = DataFolderLock.tryTake(folders.data());
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        return lock.isPresent();
    }

    private static HubClient client(Surroundings surroundings, HubFolders folders) {
        Path file = folders.data().resolve(HubDoor.FILE);
        try {
            JsonNode door = new ObjectMapper().readTree(Files.readString(file));
            String certificate = door.path("certificate").asText("");
            return new HubClient(
                    door.path("url").asText(),
                    door.path("token").asText(),
                    surroundings.words().language(),
                    certificate.isEmpty() ? HubTrust.signedBy(Optional.empty()) : HubTrust.exactly(certificate));
        } catch (NoSuchFileException notYet) {
            throw new HubException(CliError.HUB_STARTING, Map.of("folder", folders.data()), notYet);
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }
}
