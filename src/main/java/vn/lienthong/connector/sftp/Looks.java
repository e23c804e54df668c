package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vn.lienthong.connector.file.FileNames;

/** Copies files into a folder in which a session only looks at them. Moves nothing at the server. */
final class Looks {
    private static final int MOST_FILES = 1000;

    private final SftpWay way;
    private final SftpSettings settings;
    private final FolderThere there;
    private final LedgerThere ledger;
    private final Path here;
    private final Map<Path, String> copies = new HashMap<>();
    private final Set<String> strange = new TreeSet<>();

    /** @param here the drop folder in which the session looks */
    Looks(SftpWay way, SftpSettings settings, FolderThere there, LedgerThere ledger, Path here) {
        this.way = way;
        this.settings = settings;
        this.there = there;
        this.ledger = ledger;
        this.here = here;
    }

    /** Names of what is no file that may be taken. */
    Set<String> strange() {
        return strange;
    }

    /** Brings the newest file that waits or is claimed, and what was read before: enough to tell columns. */
    void newest(String pattern) throws IOException {
        List<There> all = all(pattern);
        for (There file : all) {
            if (bring(file)) {
                return;
            }
        }
    }

    /** Brings everything that waits or is claimed. */
    void everything(String pattern) throws IOException {
        List<There> all = all(pattern);
        if (all.size() > MOST_FILES) {
            throw way.failures()
                    .error(SftpError.TOO_MANY_NAMES, Map.of("path", settings.folder(), "most", MOST_FILES), null);
        }
        for (There file : all) {
            bring(file);
        }
    }

    /** Brings one file by its name, if it is there. */
    void one(String name) throws IOException {
        Optional<Found> found = FolderThere.isPlain(name) ? way.look(name) : Optional.empty();
        if (found.isPresent() && found.get().kind() == Found.Kind.FILE) {
            bring(new There("", found.get()));
        } else if (FolderThere.isPlain(name)) {
            Files.deleteIfExists(here.resolve(name));
        }
    }

    private record There(String folder, Found found) {
        String path() {
            return folder.isEmpty() ? found.name() : folder + "/" + found.name();
        }
    }

    /** The newest first. */
    private List<There> all(String pattern) throws IOException {
        ledger.bring();
        List<There> all = new ArrayList<>();
        FolderThere.Look waiting = there.waiting(pattern);
        strange.clear();
        strange.addAll(waiting.strange());
        waiting.files().forEach(file -> all.add(new There("", file)));
        if (!settings.leaves() && way.look(there.claimed()).isPresent()) {
            there.claimed(pattern).files().forEach(file -> all.add(new There(there.claimed(), file)));
        }
        forget(FileNames.like(pattern), all);
        all.sort(Comparator.comparing((There file) -> file.found().modified()).reversed());
        return all;
    }

    /** Removes copies of what is meant and no longer there. */
    private void forget(FileNames meant, List<There> all) throws IOException {
        Set<Path> still = new TreeSet<>();
        all.forEach(file -> still.add(place(file)));
        for (Path copy : List.copyOf(copies.keySet())) {
            if (meant.mean(copy.getFileName().toString()) && !still.contains(copy)) {
                Files.deleteIfExists(copy);
                copies.remove(copy);
            }
        }
    }

    private Path place(There file) {
        return (file.folder().isEmpty() ? here : here.resolve(".claimed"))
                .resolve(file.found().name());
    }

    /** False where somebody took it since it was listed. */
    private boolean bring(There file) throws IOException {
        Path copy = place(file);
        String identity = file.found().identity();
        if (identity.equals(copies.get(copy)) && Files.exists(copy)) {
            return true;
        }
        if (file.found().size() > settings.largest()) {
            throw way.failures().tooLarge(file.found().name());
        }
        Files.createDirectories(copy.getParent());
        Arrivals.needRoom(here, settings.largest()); // the size is but the server's word
        if (!way.fetch(file.path(), copy)) {
            return false;
        }
        Files.setLastModifiedTime(copy, FileTime.from(file.found().moment()));
        copies.put(copy, identity);
        return true;
    }
}
