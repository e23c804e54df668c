package vn.lienthong.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.OwnerOnly;

/** The tokens that a person got by {@code sign-in}, one for each hub, in a file that only he can read. */
final class KeptTokens {
    private final Path file;
    private final ObjectMapper json = new ObjectMapper();

    KeptTokens(Path file) {
        this.file = file;
    }

    /** Those of whoever runs this command. */
    static KeptTokens ofUser() {
        String config = System.getenv("XDG_CONFIG_HOME");
        Path folder = config == null || config.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(config);
        return new KeptTokens(folder.resolve("lienthong/tokens.json"));
    }

    Path file() {
        return file;
    }

    Optional<String> of(String server) {
        return Optional.ofNullable(all().get(key(server)));
    }

    void keep(String server, String token) {
        Map<String, String> all = all();
        all.put(key(server), token);
        write(all);
    }

    void forget(String server) {
        Map<String, String> all = all();
        if (all.remove(key(server)) != null) {
            write(all);
        }
    }

    private Map<String, String> all() {
        try {
            return Files.exists(file)
                    ? json.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {})
                    : new TreeMap<>();
        } catch (IOException unreadable) {
            throw new HubException(CliError.FILE_UNREADABLE, Map.of("file", file), unreadable);
        }
    }

    private void write(Map<String, String> all) {
        try {
            OwnerOnly.createFolder(file.getParent());
            OwnerOnly.write(file, json.writeValueAsString(all));
        } catch (IOException failed) {
            throw new HubException(CliError.TOKENS_UNWRITABLE, Map.of("file", file), failed);
        }
    }

    private static String key(String server) {
        return server.replaceAll("/+$", "");
    }
}
