package vn.lienthong.codelist;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.lienthong.document.Problem;

/** The code lists of this hub, by name. Safe to use from any thread. */
public final class CodeLists {
    private volatile Map<String, CodeList> lists;

    private CodeLists(Map<String, CodeList> lists) {
        this.lists = lists;
    }

    /** No lists. */
    public static CodeLists none() {
        return of(List.of());
    }

    /** These lists. */
    public static CodeLists of(Collection<CodeList> lists) {
        return new CodeLists(
                new TreeMap<>(lists.stream().collect(Collectors.toMap(CodeList::name, Function.identity()))));
    }

    /** The lists of a folder, usually {@code connectors/codes}. What is wrong in it is told by {@link #problems()}. */
    public static CodeLists open(Path folder) {
        throw new UnsupportedOperationException();
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
        return List.of();
    }

    /** Reads the folder again. A file with problems changes nothing: its list stays as it was. */
    public List<Problem> reload() {
        return List.of();
    }
}
