package vn.lienthong.kernel;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what stands on it
 * @param next handed in as {@code after} for the page that follows; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    private static final int MOST = 500;

    /** How many a page holds when so many are asked for. */
    public static int size(int asked) {
        return Math.max(1, Math.min(asked, MOST));
    }

    /** A page of what was found when one more than its size was looked for. */
    public static <T> Page<T> of(List<T> found, int size, Function<T, ?> cursor) {
        boolean more = found.size() > size;
        List<T> items = more ? List.copyOf(found.subList(0, size)) : List.copyOf(found);
        return new Page<>(items, more ? String.valueOf(cursor.apply(items.get(size - 1))) : null);
    }

    /** The page after a cursor, of a whole list that is sorted by it. */
    public static <T> Page<T> after(String after, Collection<T> sorted, int asked, Function<T, String> cursor) {
        int size = size(asked);
        List<T> found = sorted.stream()
                .filter(item -> cursor.apply(item).compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        return of(found, size, cursor);
    }

    /** The same page with its items shown otherwise. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
