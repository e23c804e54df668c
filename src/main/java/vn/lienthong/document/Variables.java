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

    /** The process's environment. */
    static Variables environment() {
        return System.getenv()::get;
    }

    /** Given values. */
    static Variables of(Map<String, String> values) {
        return values::get;
    }

    /** These, and where they have no value those. */
    default Variables orElse(Variables those) {
        return name -> {
            String value = value(name);
            return value == null ? those.value(name) : value;
        };
    }
}
