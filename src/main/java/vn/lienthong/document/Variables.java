package vn.lienthong.document;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where {@code ${LIENTHONG_VAR_X:default}} in a file gets its value. Asked only for names of this prefix. */
@FunctionalInterface
public interface Variables {
    /** The only names that files may use. */
    String PREFIX = "LIENTHONG_VAR_";

    /** The value of a variable, null where it has none. */
    @Nullable
    String value(String name);

    /** Another number when a value may have changed; files are then read anew. */
    default long version() {
        return 0;
    }

    /** The process's environment. */
    static Variables environment() {
        return System.getenv()::get;
    }

    /** Given values. */
    static Variables of(Map<String, String> values) {
        return values::get;
    }
}
