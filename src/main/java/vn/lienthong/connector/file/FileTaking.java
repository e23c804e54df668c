package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vn.lienthong.connector.file.TakenFiles.TakenFile;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;

/** Decides which files a read takes, and archives them when its run is settled. One session; remembers what it took. */
final class FileTaking {
    private static final int MOST_FILES = 1000;

    private final ConnectorName connector;
    private final FileSettings settings;
    private final boolean shared;
    private final DropFolder folder;
    private final Map<String, TakenFiles> taken = new HashMap<>();

    /** @param shared whether several datasets are read from the same files */
    FileTaking(ConnectorName connector, FileSettings settings, boolean shared, DropFolder folder) {
        this.connector = connector;
        this.settings = settings;
        this.shared = shared;
        this.folder = folder;
    }

    /**
     * The files of a run. The first call of a session claims what waits, unless the run is in the middle of a file; later calls
     * give the same files, so that a run may read twice.
     */
    TakenFiles take(String dataset, String pattern, boolean inTheMiddle) throws IOException {
        TakenFiles known = taken.get(dataset);
        if (known == null) {
            List<Path> paths = new ArrayList<>();
            if (shared) {
                for (Ledger.Entry entry : folder.ledger().unreadBy(dataset)) {
                    paths.add(folder.archived(entry));
                }
            }
            paths.addAll(folder.claimed(pattern));
            List<String> growing = List.of();
            if (!inTheMiddle) {
                DropFolder.Claims claims = folder.claim(pattern, settings.stable(), settings.marker());
                paths.addAll(claims.files());
                growing = claims.growing();
            }
            known = withoutRepeats(dataset, paths, growing, folder.strange(pattern));
            taken.put(dataset, known);
        }
        return known;
    }

    private TakenFiles withoutRepeats(String dataset, List<Path> paths, List<String> growing, List<String> strange)
            throws IOException {
        if (paths.size() > MOST_FILES) {
            throw new HubException(FileError.TOO_MANY_FILES, Map.of("connector", connector, "most", MOST_FILES));
        }
        List<TakenFile> files = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Ledger ledger = folder.ledger();
        for (Path path : paths) {
            TakenFile file = hashed(path);
            boolean before = !settings.readsAgain() && ledger.holds(dataset, file.hash());
            if (before || !seen.add(file.hash())) {
                repeated.add(file.name());
                folder.archiveAgain(path);
            } else {
                files.add(file);
            }
        }
        return new TakenFiles(files, repeated, growing, strange);
    }

    /** Tells whether a file only corrects rows of another. */
    interface Corrects {
        boolean test(TakenFile file) throws IOException;
    }

    /**
     * The files for looking only: those that wait, else those of the last settled read; before files that only correct stand those
     * that they correct. Moves nothing.
     */
    TakenFiles look(String dataset, String pattern, Corrects corrects) throws IOException {
        List<Path> paths = new ArrayList<>(folder.claimed(pattern));
        paths.addAll(folder.waiting(pattern));
        Ledger ledger = folder.ledger();
        List<TakenFile> fresh = new ArrayList<>();
        for (Path path : paths) {
            TakenFile file = hashed(path);
            if (settings.readsAgain() || !ledger.holds(dataset, file.hash())) {
                fresh.add(file);
            }
        }
        List<List<Ledger.Entry>> settled = ledger.reads(dataset);
        for (int read = settled.size() - 1; read >= 0 && onlyCorrects(fresh, corrects); read--) {
            fresh.addAll(0, archived(settled.get(read)));
        }
        return new TakenFiles(fresh, List.of(), List.of(), folder.strange(pattern));
    }

    private static boolean onlyCorrects(List<TakenFile> files, Corrects corrects) throws IOException {
        for (TakenFile file : files) {
            if (!corrects.test(file)) {
                return false;
            }
        }
        return true;
    }

    private List<TakenFile> archived(List<Ledger.Entry> entries) throws IOException {
        List<TakenFile> files = new ArrayList<>();
        for (Ledger.Entry entry : entries) {
            Path archived = folder.archived(entry);
            if (PlainFile.is(archived)) {
                files.add(new TakenFile(archived, entry.archived(), entry.hash()));
            }
        }
        return files;
    }

    /** Archives the files a finished run has read to their end. */
    void settle(String dataset, String pattern, FilePosition position, Instant now) throws IOException {
        TakenFiles known = taken.remove(dataset);
        List<TakenFile> files = new ArrayList<>();
        if (known != null) {
            files.addAll(known.files());
        } else {
            for (Path path : folder.claimed(pattern)) {
                files.add(hashed(path));
            }
        }
        Ledger ledger = folder.ledger();
        for (TakenFile file : files) {
            if (position.passed(file.hash()) && Files.exists(file.path())) {
                boolean entered = !settings.readsAgain() && ledger.holds(dataset, file.hash());
                if (entered) {
                    folder.archiveAgain(file.path());
                } else {
                    folder.archive(file.path(), dataset, file.hash(), now);
                }
            }
        }
    }

    /** Gives a refused file back to its owner. */
    void giveBack(String dataset, TakenFile file) throws IOException {
        taken.remove(dataset);
        folder.giveBack(file.path());
    }

    static TakenFile hashed(Path path) throws IOException {
        return new TakenFile(path, PlainFile.shown(path), Fingerprint.of(path));
    }
}
