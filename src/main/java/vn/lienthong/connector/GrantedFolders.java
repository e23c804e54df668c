package vn.lienthong.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.HubException;
import vn.lienthong.store.HubFolders;

/** The way to folders for one connector: below what was granted to its agency, links followed, never where the hub keeps its own. */
final class GrantedFolders implements Folders {
    private final Connector connector;
    private final Supplier<Destinations> destinations;
    private final HubFolders hub;

    GrantedFolders(Connector connector, Supplier<Destinations> destinations, HubFolders hub) {
        this.connector = connector;
        this.destinations = destinations;
        this.hub = hub;
    }

    @Override
    public Path resolve(String folder) {
        try {
            Path real = real(hub.home().resolve(folder));
            List<String> roots = destinations.get().folders(connector.agency());
            boolean granted = false;
            for (String root : roots) {
                granted |= real.startsWith(real(hub.home().resolve(root)));
            }
            if (!granted || touchesTheHub(real)) {
                throw denied(folder, null);
            }
            return real;
        } catch (IOException | InvalidPathException unusable) {
            throw denied(folder, unusable);
        }
    }

    /** Neither within the hub's own folders, nor around them. */
    private boolean touchesTheHub(Path real) throws IOException {
        for (Path own : List.of(hub.data(), hub.connectors(), hub.routes())) {
            Path closed = real(own);
            if (real.startsWith(closed) || closed.startsWith(real)) {
                return true;
            }
        }
        return false;
    }

    /** The real path; of what is not there yet, that of the nearest folder around it and the rest as written. */
    private static Path real(Path path) throws IOException {
        Path whole = path.toAbsolutePath().normalize();
        Path there = whole;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        return there.toRealPath().resolve(there.relativize(whole)).normalize();
    }

    private HubException denied(String folder, @Nullable Exception cause) {
        return new HubException(
                ConnectorError.FOLDER_DENIED,
                Map.of("folder", folder, "connector", connector.name(), "agency", connector.agency()),
                cause);
    }
}
