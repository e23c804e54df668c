package vn.lienthong.codelist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.DocumentKinds;
import vn.lienthong.document.Problem;

/**
 * The code lists of this hub, by name: what files say, and over it, code by code, what people have amended. Safe to use from any thread.
 */
public final class CodeLists {
    /** Codes change at midnight of this zone. */
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final @Nullable Path folder;
    private final Amended amended;
    private final Supplier<LocalDate> today;
    private final DocumentKinds kinds = new DocumentKinds();
    private volatile Map<String, CodeList> origins;
    private volatile Map<String, CodeList> lists;
    private volatile long edition;
    private volatile List<Problem> problems = List.of();
    private List<Problem> ofFiles = List.of();
    private Map<String, String> seen = Map.of();
    private Map<String, Integer> laid = Map.of();

    private CodeLists(@Nullable Path folder, Map<String, CodeList> lists, Amended amended, Supplier<LocalDate> today) {
        this.folder = folder;
        this.amended = amended;
        this.today = today;
        this.origins = lists;
        this.lists = lists;
    }

    /** No lists. */
    public static CodeLists none() {
        return of(List.of());
    }

    /** These lists. */
    public static CodeLists of(Collection<CodeList> lists) {
        Map<String, CodeList> byName = lists.stream().collect(Collectors.toMap(CodeList::name, Function.identity()));
        return new CodeLists(null, new TreeMap<>(byName), Amended.NOTHING, CodeLists::now);
    }

    /**
     * The lists of a folder, usually {@code connectors/codes}; none if it does not exist. A list with problems is left out and
     * told by {@link #problems()}.
     */
    public static CodeLists open(Path folder) {
        return open(folder, Amended.NOTHING, CodeLists::now);
    }

    /**
     * The same with what people have amended.
     *
     * @param today the day that counts where nobody names one
     */
    static CodeLists open(Path folder, Amended amended, Supplier<LocalDate> today) {
        CodeLists lists = new CodeLists(folder, Map.of(), amended, today);
        lists.refresh();
        return lists;
    }

    private static LocalDate now() {
        return LocalDate.now(ZONE);
    }

    /** Today, where codes change. */
    LocalDate today() {
        return today.get();
    }

    /** The list of this name. */
    public Optional<CodeList> find(String name) {
        return Optional.ofNullable(lists.get(name));
    }

    /** The list of this name as its file says, whatever was amended. */
    Optional<CodeList> origin(String name) {
        return Optional.ofNullable(origins.get(name));
    }

    /** Every list, ordered by name. */
    public Collection<CodeList> all() {
        return Collections.unmodifiableCollection(lists.values());
    }

    /** Another number whenever the lists have become others; for whoever has begun with them and goes on for long. */
    public long edition() {
        return edition;
    }

    /** What was wrong in the folder when it was read last, and which amendments do not fit. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Looks again where anything in the folder or in what people amended has changed; whether it has. Called by the watch, on its thread,
     * and by whoever has amended a list.
     */
    synchronized boolean refresh() {
        if (folder == null) {
            return false;
        }
        Map<String, String> now = fingerprints(folder);
        Map<String, Integer> versions = amended.versions();
        if (now.equals(seen) && versions.equals(laid)) {
            return false;
        }
        if (!now.equals(seen)) {
            readFiles(folder);
        }
        lay(versions);
        seen = now; // only now: where amendments cannot be read, all of it is looked at again
        return true;
    }

    /** Reads the folder again. A file with problems changes nothing: its list stays as it was. */
    public synchronized List<Problem> reload() {
        if (folder != null) {
            readFiles(folder);
            lay(amended.versions());
        }
        return problems;
    }

    private void readFiles(Path from) {
        List<Problem> wrong = new ArrayList<>();
        if (Files.isDirectory(from) || !origins.isEmpty()) {
            List<Path> files = files(from, wrong);
            if (wrong.isEmpty()) {
                origins = read(files, wrong);
            }
        }
        ofFiles = List.copyOf(wrong);
    }

    /** What people amended counts only where it still fits: a file may have become a crosswalk, or ceased to be one. */
    private void lay(Map<String, Integer> versions) {
        List<Problem> wrong = new ArrayList<>(ofFiles);
        Map<String, CodeList> all = new TreeMap<>(origins);
        for (String name : versions.keySet()) {
            CodeList origin = origins.get(name);
            if (origin != null) {
                List<CodeList.Entry> instead = amended.entries(name);
                if (origin.crosswalk()
                        || instead.stream().allMatch(entry -> entry.target().equals(entry.code()))) {
                    all.put(name, origin.amended(instead, today));
                } else {
                    wrong.add(Problem.of(
                            name + CodeListFile.SUFFIX, 1, CodelistError.AMENDED_UNFIT, Map.of("name", name)));
                }
            }
        }
        lists = all;
        edition = edition + 1;
        laid = versions;
        problems = List.copyOf(wrong);
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
                origin(name).ifPresent(kept -> read.put(name, kept));
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
