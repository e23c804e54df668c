package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.sftp.FolderThere.Look;
import vn.lienthong.connector.sftp.Found.Kind;
import vn.lienthong.kernel.HubException;

/**
 * The files of one session's reads: claimed at the server, copied into the folder in which the session works, and moved there as they
 * move here. A kill between two of these steps leaves a claimed file that the next read finds again.
 */
final class Arrivals {
    private static final long ROOM = 256L << 20;
    private static final int MOST_OF_ONE_NAME = 1_000;

    /** Files of one read; what more there is waits for the next. */
    private static final int MOST_FILES = 500;

    private final SftpWay way;
    private final SftpSettings settings;
    private final FolderThere there;
    private final LedgerThere ledger;
    private final SeenFiles seen;
    private final Path here;
    private final Map<String, Brought> brought = new LinkedHashMap<>();
    private final Set<String> growing = new TreeSet<>();
    private final Set<String> strange = new TreeSet<>();

    /** @param here the drop folder in which the session works */
    Arrivals(SftpWay way, SftpSettings settings, FolderThere there, LedgerThere ledger, SeenFiles seen, Path here) {
        this.way = way;
        this.settings = settings;
        this.there = there;
        this.ledger = ledger;
        this.seen = seen;
        this.here = here;
    }

    /**
     * A file that came.
     *
     * @param key finds it again when it was renamed here
     * @param dataset for whom it came
     */
    private record Brought(Found found, @Nullable Object key, String dataset) {}

    /** Names of files that are still being written, or wait for their marker; a later read takes them. */
    Set<String> growing() {
        return growing;
    }

    /** Names of what is no file that may be taken. */
    Set<String> strange() {
        return strange;
    }

    /** Brings what a read is of. Without {@code claims} only what was claimed before. */
    void take(String dataset, String pattern, boolean claims) throws IOException {
        ledger.bring();
        Files.createDirectories(here.resolve(".claimed"));
        if (settings.leaves()) {
            Look waiting = stable(there.waiting(pattern));
            for (Found file : waiting.files()) {
                if (isComplete(file, waiting)
                        && !isBrought(file)
                        && brought.size() < MOST_FILES
                        && !seen.holds(dataset, file)) {
                    bring(dataset, "", file);
                }
            }
            return;
        }
        way.own(FolderThere.DONE);
        Look claimed = there.claimed(pattern);
        if (claims) {
            claim(stable(there.waiting(pattern)), claimed);
            claimed = there.claimed(pattern);
        }
        strange.addAll(claimed.strange());
        for (Found file : claimed.files()) {
            if (!isBrought(file)) {
                bring(dataset, there.claimed() + "/", file);
            }
        }
    }

    private boolean isBrought(Found file) {
        return brought.containsKey(file.name());
    }

    private void claim(Look waiting, Look claimed) {
        int room = MOST_FILES - claimed.files().size();
        for (Found file : waiting.files()) {
            if (file.size() > settings.largest()) {
                throw way.failures().tooLarge(file.name());
            }
            String name = file.name();
            if (room > 0
                    && isComplete(file, waiting)
                    && !claimed.names().contains(name)
                    && way.move(name, there.claimed() + "/" + name)) {
                room--;
                claimMarker(name);
            }
        }
    }

    private void claimMarker(String name) {
        if (!settings.marker().isEmpty()) {
            String marker = there.claimed() + "/" + settings.markerOf(name);
            way.remove(marker);
            way.move(settings.markerOf(name), marker);
        }
    }

    private boolean isComplete(Found file, Look waiting) {
        boolean complete = settings.marker().isEmpty() || waiting.names().contains(settings.markerOf(file.name()));
        if (!complete) {
            growing.add(file.name());
        }
        return complete;
    }

    /** Without those whose size or time changes; a marker says by itself that a file is complete. */
    private Look stable(Look first) throws IOException {
        strange.addAll(first.strange());
        if (settings.stable().isZero()
                || !settings.marker().isEmpty()
                || first.files().isEmpty()) {
            return first;
        }
        pause(settings.stable());
        Map<String, String> before = new LinkedHashMap<>();
        first.files().forEach(file -> before.put(file.name(), file.identity()));
        List<Found> stable = new ArrayList<>();
        Look second = there.waiting("*");
        for (Found file : second.files()) {
            String known = before.get(file.name());
            if (file.identity().equals(known)) {
                stable.add(file);
            } else if (known != null) {
                growing.add(file.name());
            }
        }
        return new Look(stable, first.strange(), second.names());
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a file to be complete", stopped);
        }
    }

    private void bring(String dataset, String from, Found file) throws IOException {
        String name = file.name();
        if (file.size() > settings.largest()) {
            throw way.failures().tooLarge(name);
        }
        needRoom(here, file.size());
        Path to = here.resolve(".claimed").resolve(name);
        try {
            if (!way.fetch(from + name, to)) {
                return;
            }
            boolean same = way.look(from + name)
                    .filter(now -> now.identity().equals(file.identity()))
                    .isPresent();
            if (!same || Files.size(to) != file.size()) {
                growing.add(name);
                giveBack(name);
                Files.delete(to);
                return;
            }
            check(from, name, to);
        } catch (HubException refused) {
            Files.deleteIfExists(to);
            throw refused;
        }
        Files.setLastModifiedTime(to, FileTime.from(file.moment()));
        Object key = Files.readAttributes(to, BasicFileAttributes.class).fileKey();
        brought.put(name, new Brought(file, key, dataset));
    }

    /** Whether it is what its marker says; a file that is not goes back to its owner. */
    private void check(String from, String name, Path file) throws IOException {
        if (settings.marker().isEmpty() || !settings.checksum()) {
            return;
        }
        String marker = settings.markerOf(name);
        if (!from.isEmpty() && way.look(from + marker).isEmpty()) {
            claimMarker(name); // a kill came between the two
        }
        Optional<String> told = way.look(from + marker)
                .filter(found -> found.kind() == Kind.FILE)
                .flatMap(found -> Checksums.in(way.head(from + marker, Checksums.MARKER)));
        String is = Checksums.of(file);
        if (told.isPresent() && told.get().equals(is)) {
            return;
        }
        giveBack(name);
        throw way.failures()
                .error(
                        told.isPresent() ? SftpError.CHECKSUM_WRONG : SftpError.CHECKSUM_MISSING,
                        Map.of("file", name, "marker", marker, "told", told.orElse(""), "is", is),
                        null);
    }

    private void giveBack(String name) {
        if (settings.leaves()) {
            return;
        }
        if (way.move(there.claimed() + "/" + name, name) && !settings.marker().isEmpty()) {
            way.move(there.claimed() + "/" + settings.markerOf(name), settings.markerOf(name));
        }
    }

    /** Leaves room for others on the disk on which the hub's own state may lie. */
    static void needRoom(Path here, long bytes) throws IOException {
        if (Files.getFileStore(here).getUsableSpace() - bytes < ROOM) {
            throw new IOException("too little room on the disk for " + bytes + " bytes more");
        }
    }

    /** Does at the server with each file what was done with it here. */
    void follow() throws IOException {
        ledger.follow();
        for (Brought file : List.copyOf(brought.values())) {
            String name = file.found().name();
            if (Files.exists(here.resolve(".claimed").resolve(name))) {
                continue;
            }
            if (Files.deleteIfExists(here.resolve(name))) {
                giveBack(name);
            } else {
                archive(file, archived(file));
            }
            brought.remove(name);
        }
    }

    /** Under which name it lies in the archive here. */
    private String archived(Brought file) throws IOException {
        try (Stream<Path> all = Files.list(here.resolve(FolderThere.DONE))) {
            for (Path path : all.toList()) {
                if (Files.isRegularFile(path)
                        && file.key() != null
                        && file.key()
                                .equals(Files.readAttributes(path, BasicFileAttributes.class)
                                        .fileKey())) {
                    return path.getFileName().toString();
                }
            }
        }
        return file.found().name();
    }

    private void archive(Brought file, String archived) throws IOException {
        String name = file.found().name();
        if (settings.leaves()) {
            seen.add(file.dataset(), file.found());
            return;
        }
        String from = there.claimed() + "/" + name;
        boolean moved = way.move(from, FolderThere.DONE + "/" + archived);
        for (int more = 2; !moved && way.look(from).isPresent(); more++) {
            if (more > MOST_OF_ONE_NAME) {
                throw new IOException("the archive has " + MOST_OF_ONE_NAME + " files of the name " + archived);
            }
            moved = way.move(from, FolderThere.DONE + "/" + archived + "." + more);
        }
        if (!settings.marker().isEmpty()) {
            way.remove(there.claimed() + "/" + settings.markerOf(name));
        }
    }
}
