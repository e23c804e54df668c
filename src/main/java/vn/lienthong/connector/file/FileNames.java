package vn.lienthong.connector.file;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files in a drop folder: which of them are meant, and how they are told. */
public final class FileNames {
    /** Letters that end a line, or turn around what is written after them, or could not be read. */
    private static final Pattern UNSAYABLE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFFFD]");

    private final PathMatcher matcher;

    private FileNames(String pattern) {
        matcher = FileSystems.getDefault().getPathMatcher("glob:" + plain(pattern));
    }

    /** The names that a pattern means, e.g. {@code hoc-sinh*.csv}; case does not count. */
    public static FileNames like(String pattern) {
        return new FileNames(pattern);
    }

    /** Whether the pattern means this name; what is hidden, or the mark of an open document, is meant by none. */
    public boolean mean(String name) {
        return !name.startsWith(".") && !name.startsWith("~$") && fit(name);
    }

    /** Whether the name has the pattern's form. */
    boolean fit(String name) {
        try {
            return matcher.matches(Path.of(plain(name)));
        } catch (InvalidPathException unreadable) {
            return false; // in no encoding that this machine knows
        }
    }

    /** Whether a name can be told on one line. */
    public static boolean sayable(String name) {
        return !UNSAYABLE.matcher(name).find();
    }

    /** A name as people read it, on one line. */
    public static String shown(String name) {
        return UNSAYABLE
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
                .replaceAll("?");
    }

    /** A name by which files are put in order and compared. */
    static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
