package vn.lienthong.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.kernel.HubException;

/** Where the master key lies, and beside it the one that is to follow. Both are read anew each time. */
interface KeySource {
    /** What systemd calls the key. */
    String CREDENTIAL = "lienthong-key";
    /** What follows the name of a file or credential where the next key lies. */
    String NEXT = ".next";

    /** Where the key is, for messages: a file or a variable. */
    String place();

    /** Where the next key is, for messages. */
    String nextPlace();

    Optional<VaultKey> key();

    Optional<VaultKey> next();

    /** The only source that is given, else a file of the hub's own in the data folder. */
    static KeySource of(VaultFiles files, Path data) {
        Map<String, KeySource> given = new LinkedHashMap<>();
        VaultFiles.given(files.keyFile())
                .ifPresent(file -> given.put("LIENTHONG_KEY_FILE", new KeyFile(Path.of(file), false)));
        VaultFiles.given(files.credentialsFolder())
                .map(folder -> Path.of(folder).resolve(CREDENTIAL))
                .filter(Files::exists)
                .ifPresent(file -> given.put("CREDENTIALS_DIRECTORY", new KeyFile(file, false)));
        VaultFiles.given(files.key())
                .ifPresent(text -> given.put("LIENTHONG_KEY", new KeyVariable(text, files.keyNext())));
        if (given.isEmpty() && VaultFiles.given(files.keyNext()).isPresent()) {
            throw new HubException(VaultError.KEY_NEXT_ALONE, Map.of());
        }
        if (given.size() > 1) {
            throw new HubException(VaultError.KEY_TWICE, Map.of("sources", String.join(", ", given.keySet())));
        }
        return given.values().stream().findFirst().orElseGet(() -> new KeyFile(data.resolve("key"), true));
    }
}
