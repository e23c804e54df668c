package vn.lienthong.connector.sftp;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vn.lienthong.connector.Settings;

/**
 * What the settings of an {@code sftp} connector say.
 *
 * @param host whom to call
 * @param pinned fingerprints of the host keys that are believed, {@code SHA256:…}; empty before the first contact
 * @param folder the folder at the server, beyond which nothing is touched
 * @param workbooks whether files are Excel workbooks rather than CSV
 * @param pattern which files are meant where a dataset does not say
 * @param stable how long a file must not change before it is claimed
 * @param marker ending of the file that says another is complete, empty where none is used
 * @param checksum whether that file holds the SHA-256 of the other
 * @param leaves whether files that were read stay where they are, and nothing at the server is renamed
 * @param patience how long one answer of the server may take
 * @param transfer how long one file may take
 * @param largest most bytes of a file
 */
record SftpSettings(
        Host host,
        Set<String> pinned,
        String folder,
        boolean workbooks,
        String pattern,
        Duration stable,
        String marker,
        boolean checksum,
        boolean leaves,
        Duration patience,
        Duration transfer,
        long largest) {
    /**
     * Where the server is and as whom the hub comes.
     *
     * @param byKey whether the hub proves itself by a key rather than a password
     */
    record Host(String name, int port, String user, boolean byKey) {}

    static SftpSettings of(Settings settings) {
        boolean workbooks = settings.text("format").equals("xlsx");
        return new SftpSettings(
                new Host(
                        settings.text("host"),
                        settings.integer("port"),
                        settings.text("username"),
                        settings.text("auth").equals("key")),
                Arrays.stream(settings.optionalText("host_key")
                                .orElse("")
                                .strip()
                                .split("[\\s,;]+"))
                        .filter(fingerprint -> !fingerprint.isEmpty())
                        .map(fingerprint -> fingerprint.replaceFirst("=+$", ""))
                        .collect(Collectors.toUnmodifiableSet()),
                settings.text("remote_folder"),
                workbooks,
                settings.optionalText("pattern").orElse(workbooks ? "*.xlsx" : "*.csv"),
                Duration.ofSeconds(settings.integer("stable_seconds")),
                settings.optionalText("marker").orElse(""),
                settings.text("checksum").equals("sha256"),
                settings.text("after").equals("leave"),
                Duration.ofSeconds(settings.integer("timeout_seconds")),
                Duration.ofMinutes(settings.integer("transfer_minutes")),
                (long) settings.integer("file_limit_mb") << 20);
    }

    /** The settings of the drop folder in which the hub works for this one. */
    static Settings working(Settings settings) {
        Map<String, Object> values = new HashMap<>(settings.values());
        values.put("folder", settings.text("remote_folder"));
        values.put("stable_seconds", 0L); // what came here is complete
        values.remove("marker");
        return new Settings(values, Map.of());
    }

    /** The name of a file's marker. */
    String markerOf(String name) {
        return name + marker;
    }
}
