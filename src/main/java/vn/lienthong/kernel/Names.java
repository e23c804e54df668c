package vn.lienthong.kernel;

import java.util.Map;
import java.util.regex.Pattern;

/** The one rule for names of connectors, jobs and files. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    private Names() {}

    static void check(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new HubException(KernelError.NAME_INVALID, Map.of("kind", kind, "name", shortened(name)));
        }
    }

    private static String shortened(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }
}
