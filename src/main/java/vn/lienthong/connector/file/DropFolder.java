package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder into which people put files. A read claims a file by renaming it into {@code .claimed}, so that nobody replaces it
 * meanwhile; a settled file moves on to {@code .done}. Links are never followed out of the folder.
 */
final class DropFolder {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int LONGEST_NAME = 235;

    private final Path folder;
    private final Clock clock;
    private final Elsewhere elsewhere;

    /** A folder whose files lie in it. */
    DropFolder(Path folder, Clock clock) {
        this(folder, clock, Here.IT);
    }

    DropFolder(Path folder, Clock clock, Elsewhere elsewhere) {
        this.folder = folder;
        this.clock = clock;
        this.elsewhere = elsewhere;
    }

    Elsewhere elsewhere() {
        return elsewhere;
    }

    Path folder() {
        return folder;
    }

    Ledger ledger() throws IOException {
        return new Ledger(own(".done").resolve(".ledger"));
    }

    /** Files that wait, in name order. */
    List<Path> waiting(String pattern) throws IOException {
        return matching(folder, pattern);
    }

    /** Files that a read has claimed and that are not settled, in name order. */
    List<Path> claimed(String pattern) throws IOException {
        return matching(own(".claimed"), pattern);
    }

    /** The newest file of the pattern, wherever it is; empty where there never was one. */
    List<Path> samples(String pattern) throws IOException {
        List<Path> all = new ArrayList<>(waiting(pattern));
        all.addAll(claimed(pattern));
        if (all.isEmpty()) {
            List<Ledger.Entry> entries = ledger().entries();
            for (int i = entries.size() - 1; i >= 0 && all.isEmpty(); i--) {
                if (FileNames.like(pattern).fit(originalName(entries.get(i)))) {
                    Path archived = archived(entries.get(i));
                    if (PlainFile.is(archived)) {
                        all.add(archived);
                    }
                }
            }
        }
        all.sort(Comparator.comparing(DropFolder::modified).reversed());
        return all;
    }

    /** Claims what waits and is complete. A file of the name of one that is still claimed waits for the next read. */
    Claims claim(String pattern, Duration stable, String marker) throws IOException {
        List<Path> ready = new ArrayList<>();
        List<String> growing = new ArrayList<>();
        for (Path file : stable(waiting(pattern), stable, growing)) {
            Path sign = file.resolveSibling(file.getFileName() + marker);
            Path target = own(".claimed").resolve(file.getFileName());
            boolean complete = marker.isEmpty() || Files.exists(sign, LinkOption.NOFOLLOW_LINKS);
            if (complete && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                move(file, target);
                ready.add(target);
                if (!marker.isEmpty()) {
                    Files.deleteIfExists(sign);
                }
            }
        }
        return new Claims(ready, growing);
    }

    /**
     * What a claim brought.
     *
     * @param files claimed files, in name order
     * @param growing names of files that are still being written
     */
    record Claims(List<Path> files, List<String> growing) {}

    /** Puts a claimed file back where its owner can mend it, unless a new one of the name lies there already. */
    void giveBack(Path claimed) throws IOException {
        Path place = folder.resolve(claimed.getFileName());
        if (claimed.startsWith(own(".claimed")) && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            move(claimed, place);
        }
    }

    /** Enters a file as read and moves it into the archive; a file that is in the archive stays there. */
    void archive(Path file, String dataset, String hash, Instant settled) throws IOException {
        Path done = own(".done");
        boolean moves = !file.startsWith(done);
        Path target = moves ? free(done, file.getFileName().toString()) : file;
        ledger().add(new Ledger.Entry(
                settled, dataset, hash, target.getFileName().toString()));
        if (moves) {
            move(file, target);
        }
    }

    /** Moves a file whose content was read before into the archive. */
    void archiveAgain(Path file) throws IOException {
        Path done = own(".done");
        if (!file.startsWith(done)) {
            move(file, free(done, file.getFileName().toString()));
        }
    }

    Path archived(Ledger.Entry entry) throws IOException {
        Path archived = own(".done").resolve(Path.of(entry.archived()).getFileName());
        elsewhere.bring(archived);
        return archived;
    }

    /** A subfolder that only the hub changes: what others could put there would be believed. */
    Path own(String name) throws IOException {
        Path subfolder = folder.resolve(name);
        if (!Files.isDirectory(subfolder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(subfolder);
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(subfolder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null) {
            closeToOthers(name, view);
        }
        return subfolder;
    }

    /** Asked of the disk each time, which refuses it where the subfolder is somebody else's. */
    private static void closeToOthers(String name, PosixFileAttributeView view) throws IOException {
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        try {
            view.setPermissions(permissions);
        } catch (IOException notOurs) {
            throw new IOException("its subfolder " + name + " belongs to somebody else", notOurs);
        }
    }

    private Path free(Path done, String whole) throws IOException {
        String day = LocalDate.ofInstant(clock.instant(), ZONE).toString();
        String name = shortened(whole);
        Set<String> entered =
                ledger().entries().stream().map(Ledger.Entry::archived).collect(Collectors.toSet());
        Path target = done.resolve(day + "-" + name);
        for (int more = 2;
                Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                        || entered.contains(target.getFileName().toString());
                more++) {
            target = done.resolve(day + "-" + more + "-" + name);
        }
        return target;
    }

    /** With room for the day in front: a name has at most 255 bytes on most disks. */
    private static String shortened(String name) {
        String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
        String rest = name.substring(0, name.length() - ending.length());
        while ((rest + ending).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME && !rest.isEmpty()) {
            rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
        }
        return rest + ending;
    }

    private static String originalName(Ledger.Entry entry) {
        return entry.archived().replaceFirst("^\\d{4}-\\d\\d-\\d\\d-(\\d+-)?", "");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            throw new IOException("the subfolder lies on another disk", otherDisk);
        }
    }

    /** Files whose size and time do not change; waits once where one was touched just now. */
    private List<Path> stable(List<Path> files, Duration needed, List<String> growing) throws IOException {
        Map<Path, String> before = new HashMap<>();
        Instant recent = Instant.now().minus(needed);
        for (Path file : files) {
            if (!needed.isZero() && modified(file).isAfter(recent)) {
                before.put(file, state(file));
            }
        }
        if (!before.isEmpty()) {
            pause(needed);
        }
        List<Path> stable = new ArrayList<>();
        for (Path file : files) {
            if (!before.containsKey(file) || state(file).equals(before.get(file))) {
                stable.add(file);
            } else {
                growing.add(PlainFile.shown(file));
            }
        }
        return stable;
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a file to be complete", stopped);
        }
    }

    private static String state(Path file) throws IOException {
        return Files.size(file) + "@" + Files.getLastModifiedTime(file).toMillis();
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    private static List<Path> matching(Path folder, String pattern) throws IOException {
        FileNames names = FileNames.like(pattern);
        try (Stream<Path> files = Files.find(folder, 1, (path, facts) -> wanted(path, facts, names))) {
            return files.sorted(Comparator.comparing(
                            file -> FileNames.plain(file.getFileName().toString())))
                    .toList();
        }
    }

    /** Names of what is of the pattern and waits, but is no file that may be taken. */
    List<String> strange(String pattern) throws IOException {
        FileNames meant = FileNames.like(pattern);
        List<String> names = new ArrayList<>();
        for (Path place : List.of(folder, own(".claimed"))) {
            try (Stream<Path> found = Files.find(
                    place,
                    1,
                    (path, facts) -> !path.equals(place) && named(path, meant) && !PlainFile.takeable(path, facts))) {
                found.map(PlainFile::shown).sorted().forEach(names::add);
            }
        }
        return names;
    }

    private static boolean wanted(Path path, BasicFileAttributes facts, FileNames names) {
        return named(path, names) && PlainFile.takeable(path, facts);
    }

    private static boolean named(Path path, FileNames names) {
        return names.mean(path.getFileName().toString());
    }
}
