package vn.lienthong.document;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * One thing that is wrong in a file.
 *
 * @param file the file's name as the person knows it
 * @param line counted from 1
 * @param column counted from 1, null where it says nothing
 * @param what what is wrong and why
 * @param remedy what to do
 */
public record Problem(String file, int line, @Nullable Integer column, Text what, Text remedy) {
    /** A problem whose words stand in a room's message files. */
    public static Problem of(String file, int line, ErrorCode code, Map<String, ?> arguments) {
        return of(file, line, new HubException(code, arguments));
    }

    /** A problem in the words of an error that was met at this line. */
    public static Problem of(String file, int line, HubException error) {
        return new Problem(file, line, null, error.problem(), error.remedy());
    }

    /** {@code file:line: what and why. Remedy.} */
    public String in(Locale locale) {
        return file + ":" + line + ": " + what.in(locale) + " " + remedy.in(locale);
    }
}
