package vn.lienthong.codelist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;

/** The code lists of this hub, by name. Safe to use from any thread. */
public final class CodeLists {
    private final @Nullable Path folder;
    private final DocumentKinds kinds;
    private volatile Map<String, CodeList> lists;
    private volatile List<Problem> problems = List.of();
    private Map<String, String> seen = Map.of();

    private CodeLists(@Nullable Path folder, Map<String, CodeList> lists) {
        this.folder = folder;
        this.kinds = new DocumentKinds();
        this.lists = lists;
    }

    /** No lists. */
    public static CodeLists none() {
        return of(List.of());
    }

    /** These lists. */
    public static CodeLists of(Collection<CodeList> lists) {
        Map<String, CodeList> byName = lists.stream().collect(Collectors.toMap(CodeList::name, Function.identity()));
        return new CodeLists(null, new TreeMap<>(byName));
    }

    /**
     * The lists of a folder, usually {@code connectors/codes}; none if it does not exist. A list with problems is left out and
     * told by {@link #problems()}.
     */
    public static CodeLists open(Path folder) {
        CodeLists lists = new CodeLists(folder, Map.of());
        lists.refresh();
        return lists;
    }

    /** The list of this name. */
    public Optional<CodeList> find(String name) {
        return Optional.ofNullable(lists.get(name));
    }

    /** Every list, ordered by name. */
    public Collection<CodeList> all() {
        return Collections.unmodifiableCollection(lists.values());
    }

    /** What was wrong in the folder when it was read last. */
    public List<Problem> problems() {
        return problems;
    }

    /** Reads the folder again where anything in it has changed; whether it has. Called by the watch, on its thread. */
    synchronized boolean refresh() {
        if (folder == null) {
            return false;
        }
        Map<String, String> now = fingerprints(folder);
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        reload();
        return true;
    }

    /** Reads the folder again. A file with problems changes nothing: its list stays as it was. */
    public synchronized List<Problem> reload() {
        if (folder == null || !Files.isDirectory(folder) && lists.isEmpty()) {
            return List.of();
        }
        List<Problem> wrong = new ArrayList<>();
        List<Path> files = files(folder, wrong);
        if (wrong.isEmpty()) {
            lists = read(files, wrong);
        }
        problems = List.copyOf(wrong);
        return problems;
    }

    private Map<String, CodeList> read(List<Path> files, List<Problem> wrong) {
        Map<String, CodeList> read = new TreeMap<>();
        for (Path file : files) {
            try {
                CodeList list = new CodeListFile(file, kinds).read();
                read.put(list.name(), list);
            } catch (DocumentException refused) {
                wrong.addAll(refused.problems());
                String name = file.getFileName().toString().replace(CodeListFile.SUFFIX, "");
                find(name).ifPresent(kept -> read.put(name, kept));
            }
        }
        return read;
    }

    /** Of every file, by its content: neither times nor sizes can then hide a change. */
    private static Map<String, String> fingerprints(Path folder) {
        Map<String, String> prints = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                prints.put(file.getFileName().toString(), fingerprint(file));
            }
        } catch (IOException unreadable) {
            prints.put("", CodeListFile.why(unreadable)); // told by reload
        }
        return prints;
    }

    private static String fingerprint(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            return CodeListFile.why(unreadable); // told by reload
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }

    private static List<Path> files(Path folder, List<Problem> wrong) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.getFileName().toString().endsWith(CodeListFile.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            wrong.add(Problem.of(
                    folder.toString(),
                    1,
                    CodelistError.FOLDER_UNREADABLE,
                    Map.of("folder", folder, "why", CodeListFile.why(unreadable))));
            return List.of();
        }
    }
}
