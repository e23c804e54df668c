package vn.lienthong.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** Secrets mounted by whoever runs the hub: {@code <folder>/<connector>/<field>}. They win over sealed ones. */
final class SecretsFolder implements Secrets {
    private static final int MOST_BYTES = 65_536;

    private final Path folder;

    SecretsFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<Secret> open(String connector, String field) {
        Path file = folder.resolve(connector).resolve(field);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new HubException(VaultError.SECRET_UNREADABLE, Map.of("connector", connector, "field", field));
            }
            String text = Files.readString(file);
            return Optional.of(Secret.of(text.replaceFirst("\\R\\z", "")));
        } catch (IOException unreadable) {
            throw new HubException(
                    VaultError.SECRET_UNREADABLE, Map.of("connector", connector, "field", field), unreadable);
        }
    }

    Set<String> fields(String connector) {
        Path own = folder.resolve(connector);
        Set<String> fields = new TreeSet<>();
        if (Files.isDirectory(own)) {
            try (Stream<Path> files = Files.list(own)) {
                files.filter(Files::isRegularFile)
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.startsWith("."))
                        .forEach(fields::add);
            } catch (IOException unreadable) {
                throw new HubException(
                        VaultError.SECRET_UNREADABLE, Map.of("connector", connector, "field", "*"), unreadable);
            }
        }
        return fields;
    }
}
