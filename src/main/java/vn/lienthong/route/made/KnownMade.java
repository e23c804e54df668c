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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.HubException;
import vn.lienthong.route.failed.Failed;

/**
 * Makes what runs that of the files, and of the hub where no file holds the name. What is wrong never touches what runs; at the start the
 * last good version counts instead.
 */
final class KnownMade {
    private final Path folder;
    private final MadeVersions versions;
    private final LoadedRoutes loaded;
    private final Supplier<?> around;
    private final Map<String, Wanted> tried = new HashMap<>();
    private volatile Map<String, State> states = Map.of();
    private @Nullable Object aroundThen;
    private int attempts;

    /** @param around what routes lean on, e.g. the connectors; where it becomes another, what was refused is tried again */
    KnownMade(Path folder, MadeVersions versions, LoadedRoutes loaded, Supplier<?> around) {
        this.folder = folder;
        this.versions = versions;
        this.loaded = loaded;
        this.around = around;
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

    /**
     * Goes through a turn of a route once more, on this thread.
     *
     * @throws HubException where there is no such route now, or it takes no turn
     */
    @Nullable
    Failed again(String route, TurnMemo memo) {
        return loaded.again(route, memo);
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
        Object aroundNow = around.get();
        boolean again = !aroundNow.equals(aroundThen);
        aroundThen = aroundNow;
        wanted.forEach((name, one) -> {
            State then = states.get(name);
            boolean refused = then != null && !then.problems().isEmpty();
            if (!one.equals(tried.get(name)) || refused && again) {
                now.put(name, attempt(name, one));
                tried.put(name, one);
            }
        });
        states = Map.copyOf(now);
        loaded.heed();
    }

    private void removed(String name, MadeVersions.@Nullable Version last) {
        if (last != null && last.ofFile() && !last.removed()) {
            versions.laid(name, "");
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

    private State attempt(String name, Wanted wanted) {
        MadeFile running = running(name);
        List<Problem> problems = take(name, wanted.text());
        if (problems.isEmpty()) {
            if (wanted.ofFile()) {
                versions.laid(name, wanted.text());
            }
            return new State(name, wanted.ofFile(), running(name), wanted.text(), List.of());
        }
        if (running == null) {
            before(name, wanted.text()).ifPresent(one -> take(name, one.text()));
        }
        return new State(name, wanted.ofFile(), running(name), wanted.text(), problems);
    }

    /** What was in effect before a text that cannot be. */
    private Optional<MadeVersions.Version> before(String name, String text) {
        return versions.of(name).stream()
                .takeWhile(one -> !one.removed())
                .filter(one -> !one.text().equals(text))
                .findFirst();
    }

    /** What is wrong with a text: judged, and tried where nothing else is. Nothing of it is kept or put into effect. For every thread. */
    List<Problem> check(String name, String text) {
        RouteLint.Found found = RouteLint.look(shown(name), name, text, "tried");
        if (found.file() == null) {
            return found.problems();
        }
        try {
            loaded.rehearse(found.file());
            return List.of();
        } catch (HubException refused) {
            return List.of(problem(name, text, refused));
        }
    }

    private static Problem problem(String name, String text, HubException refused) {
        return Problem.of(shown(name), Source.line(text, refused), refused);
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
            return List.of(problem(name, text, refused));
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
