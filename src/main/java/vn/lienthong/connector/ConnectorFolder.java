package vn.lienthong.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.Document;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;
import vn.lienthong.document.Variables;
import vn.lienthong.kernel.HubException;

/**
 * The connectors folder. Each look reads every file, which are few and small: neither times nor sizes can then hide a change. A
 * file that has become wrong keeps its last good version in effect; a file that is gone takes its connector with it. One thread
 * at a time.
 */
final class ConnectorFolder {
    private static final long MOST_BYTES = 4 << 20;
    private static final String UNREADABLE = "\u0000";
    static final String SUFFIX = ".connector.yaml";

    private final Path folder;
    private final DocumentKinds kinds;
    private final ConnectorReader reader;
    private final Variables variables;
    private final Map<String, Read> reads = new TreeMap<>();
    private Destinations destinations = Destinations.none();
    private Look last = new Look(List.of(), destinations, List.of());

    ConnectorFolder(Path folder, DocumentKinds kinds, ConnectorReader reader, Variables variables) {
        this.folder = folder;
        this.kinds = kinds;
        this.reader = reader;
        this.variables = variables;
    }

    /** What the folder says now. */
    record Look(List<ConnectorSource> connectors, Destinations destinations, List<Problem> problems) {}

    /** What one file said; {@code good} outlives later mistakes. */
    private record Read(
            String text, long variables, @Nullable ConnectorSource good, List<Problem> problems) {}

    /** The same object as long as nothing has changed. */
    Look look() {
        Map<String, String> texts;
        try {
            texts = texts();
        } catch (IOException unreadable) {
            Problem problem = Problem.of(
                    folder.toString(), 1, RegistryError.FOLDER_UNREADABLE, Map.of("folder", folder.toString()));
            List<Problem> problems = new ArrayList<>(last.problems());
            problems.remove(problem);
            problems.add(0, problem);
            return new Look(last.connectors(), last.destinations(), problems);
        }
        boolean changed = reads.keySet().retainAll(texts.keySet());
        if (changed && !texts.containsKey(Destinations.FILE)) {
            destinations = Destinations.none();
        }
        for (Map.Entry<String, String> file : texts.entrySet()) {
            Read before = reads.get(file.getKey());
            long version = variables.version();
            if (before == null || !Objects.equals(before.text(), file.getValue()) || before.variables() != version) {
                reads.put(file.getKey(), read(file.getKey(), file.getValue(), before, version));
                changed = true;
            }
        }
        if (changed) {
            last = new Look(
                    reads.values().stream()
                            .map(Read::good)
                            .filter(Objects::nonNull)
                            .toList(),
                    destinations,
                    reads.values().stream()
                            .flatMap(read -> read.problems().stream())
                            .toList());
        }
        return last;
    }

    private Read read(String file, String text, @Nullable Read before, long version) {
        ConnectorSource good = before == null ? null : before.good();
        try {
            if (text.equals(UNREADABLE)) {
                throw new HubException(RegistryError.FILE_UNREADABLE, Map.of());
            }
            Document document = Document.parse(shown(file), text, variables);
            if (file.equals(Destinations.FILE)) {
                destinations = Destinations.read(document, kinds);
                return new Read(text, version, null, List.of());
            }
            String name = file.substring(0, file.length() - SUFFIX.length());
            Connector connector = reader.read(document, name, Connector.Origin.FILE);
            return new Read(text, version, new ConnectorSource(connector, text), List.of());
        } catch (DocumentException wrong) {
            return new Read(text, version, good, wrong.problems());
        } catch (HubException wrong) {
            return new Read(text, version, good, List.of(Problem.of(shown(file), 1, wrong)));
        }
    }

    private Map<String, String> texts() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (!Files.isDirectory(folder)) {
            if (reads.isEmpty()) {
                return Map.of();
            }
            throw new NoSuchFileException(folder.toString());
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) || name.equals(Destinations.FILE))
                    .forEach(names::add);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            text(name).ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }

    private Optional<String> text(String name) {
        Path file = folder.resolve(name);
        try {
            return Optional.of(Files.size(file) > MOST_BYTES ? UNREADABLE : Files.readString(file));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(UNREADABLE); // reported as the file's problem; its last good version stays
        }
    }

    /** As people know it: {@code connectors/smas-hanoi.connector.yaml}. */
    private String shown(String file) {
        return folder.getFileName() + "/" + file;
    }
}
