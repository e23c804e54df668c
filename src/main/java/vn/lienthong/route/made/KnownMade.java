package vn.lienthong.route.made;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;

/**
 * Makes what runs that of the files, and of the hub where no file holds the name. What is wrong never touches what runs; at the start the
 * last good version counts instead.
 */
final class KnownMade {
    private final Path folder;
    private final MadeVersions versions;
    private final LoadedRoutes loaded;
    private final Map<String, Wanted> tried = new HashMap<>();
    private volatile Map<String, State> states = Map.of();
    private int attempts;

    KnownMade(Path folder, MadeVersions versions, LoadedRoutes loaded) {
        this.folder = folder;
        this.versions = versions;
        this.loaded = loaded;
    }

    /** A text that is to be in effect. */
    private record Wanted(String text, boolean ofFile) {}

    /**
     * How a file stands.
     *
     * @param running what is in effect; null where nothing is
     * @param text as it lies there now, good or not
     * @param problems why that is not in effect; empty where it is
     */
    record State(String name, boolean ofFile, @Nullable MadeFile running, String text, List<Problem> problems) {}

    /** All files, by name. */
    Map<String, State> states() {
        return states;
    }

    Optional<State> find(String name) {
        return Optional.ofNullable(states.get(name));
    }

    /** Looks at files and versions and takes over what has changed. */
    synchronized void refresh() {
        Map<String, MadeVersions.Version> newest = versions.newest();
        Map<String, Wanted> wanted = wanted(newest);
        Map<String, State> now = new TreeMap<>(states);
        for (String gone : states.keySet()) {
            if (!wanted.containsKey(gone)) {
                loaded.unload(gone);
                tried.remove(gone);
                now.remove(gone);
                removed(gone, newest.get(gone));
            }
        }
        wanted.forEach((name, one) -> {
            if (!one.equals(tried.get(name))) {
                now.put(name, attempt(name, one, newest.get(name)));
                tried.put(name, one);
            }
        });
        states = Map.copyOf(now);
        loaded.heed();
    }

    private void removed(String name, MadeVersions.@Nullable Version last) {
        if (last != null && last.ofFile() && !last.removed()) {
            versions.keep(name, "", true, "file", null, true);
        }
    }

    private Map<String, Wanted> wanted(Map<String, MadeVersions.Version> newest) {
        Map<String, Wanted> wanted = new TreeMap<>();
        newest.forEach((name, one) -> {
            if (!one.ofFile() && !one.removed()) {
                wanted.put(name, new Wanted(one.text(), false));
            }
        });
        texts().forEach((name, text) -> wanted.put(name, new Wanted(text, true)));
        return wanted;
    }

    private State attempt(String name, Wanted wanted, MadeVersions.@Nullable Version last) {
        MadeFile running = running(name);
        List<Problem> problems = take(name, wanted.text());
        if (problems.isEmpty()) {
            if (wanted.ofFile()) {
                versions.keep(name, wanted.text(), true, "file", null, false);
            }
            return new State(name, wanted.ofFile(), running(name), wanted.text(), List.of());
        }
        if (running == null && last != null && !last.removed() && !last.text().equals(wanted.text())) {
            take(name, last.text());
        }
        return new State(name, wanted.ofFile(), running(name), wanted.text(), problems);
    }

    private @Nullable MadeFile running(String name) {
        return loaded.all().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<Problem> take(String name, String text) {
        RouteLint.Found found = RouteLint.look(shown(name), name, text, "v" + ++attempts);
        if (found.file() == null) {
            return found.problems();
        }
        try {
            loaded.load(found.file());
            return List.of();
        } catch (HubException refused) {
            return List.of(Problem.of(shown(name), 1, refused));
        }
    }

    static String shown(String name) {
        return "routes/" + name + RouteLint.ENDING;
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (RouteLint.isOne(name)) {
                    String stem = name.substring(0, name.length() - RouteLint.ENDING.length());
                    texts.put(stem, new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
            return texts;
        } catch (IOException unreadable) {
            throw new HubException(MadeError.FILE_UNREADABLE, Map.of("file", folder), unreadable);
        }
    }
}
