package vn.lienthong.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that lays something down for the whole hub, read again when it changes. Of one that is wrong nothing is taken over: its last
 * good version stays. For every thread.
 *
 * @param <T> what it lays down
 */
public final class LaidFile<T> {
    private final Path file;
    private final T without;
    private final BiFunction<String, String, T> reader;
    private final Supplier<Problem> unreadable;
    private T known;
    private List<Problem> problems = List.of();
    private @Nullable FileTime readAt;

    /**
     * Nothing is read yet.
     *
     * @param without what holds where there is no such file
     * @param reader makes it of the file's name and text; throws {@link DocumentException} with all that is wrong
     * @param unreadable what is said where the file is there and cannot be read
     */
    public LaidFile(Path file, T without, BiFunction<String, String, T> reader, Supplier<Problem> unreadable) {
        this.file = file;
        this.without = without;
        this.reader = reader;
        this.unreadable = unreadable;
        this.known = without;
    }

    /** As it is laid down now; the same object as long as nothing changes. */
    public synchronized T now() {
        refresh();
        return known;
    }

    /** What is wrong in it. */
    public synchronized List<Problem> problems() {
        refresh();
        return problems;
    }

    private void refresh() {
        try {
            FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            if (!Objects.equals(changed, readAt)) {
                take(changed == null ? null : Files.readString(file));
                readAt = changed;
            }
        } catch (IOException notNow) {
            // asked again the next time: who may read it can change without the file
            readAt = null;
            problems = List.of(unreadable.get());
        }
    }

    private void take(@Nullable String text) {
        try {
            known = text == null ? without : reader.apply(file.toString(), text);
            problems = List.of();
        } catch (DocumentException wrong) {
            problems = wrong.problems();
        }
    }
}
