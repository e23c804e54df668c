package vn.lienthong.route.failed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/**
 * An exchange that has just failed.
 *
 * @param asker the program that asked; null of turns
 * @param under the agreement; null of turns
 * @param keys the keys of what travelled, in plain text: hashed before anything else happens to them, never kept
 * @param content what the turn had done and held; null where there is nothing to go on with
 * @param unknown whether it may have arrived all the same, and the system cannot be asked
 */
public record Failed(
        String route,
        AgencyCode agency,
        String step,
        @Nullable String dataset,
        Throwable why,
        @Nullable String asker,
        @Nullable String under,
        int rows,
        List<String> keys,
        byte @Nullable [] content,
        boolean unknown) {
    @Override
    public String toString() {
        return route + "/" + step;
    }
}
