package vn.lienthong.route.made;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.Text;

/**
 * A file of hand-made routes in which nothing is wrong.
 *
 * @param name without its ending
 * @param text as somebody wrote it
 * @param tag marks this version in Camel
 * @param agency who answers for it
 * @param reads the datasets its routes may read
 * @param writes those they may write
 * @param calls the questions they may ask
 * @param camel the same routes written anew for Camel, as JSON, which YAML holds
 */
public record MadeFile(
        String name,
        String text,
        String tag,
        AgencyCode agency,
        Set<DatasetName> reads,
        Set<DatasetName> writes,
        Set<DatasetName> calls,
        List<Route> routes,
        String camel) {
    /** The name of a step in Camel as people know it, of whichever version: route and step; the same for all that have no name of their own. */
    String step(@Nullable String inCamel) {
        return routes.stream()
                .filter(route -> inCamel != null && inCamel.startsWith(route.inCamel() + "."))
                .map(route ->
                        route.id() + "/" + inCamel.substring(route.inCamel().length() + 1))
                .findFirst()
                .orElse("-");
    }

    /** Whether a step is called so. */
    boolean has(String step) {
        return routes.stream()
                .anyMatch(route -> route.steps().stream().anyMatch(name -> step.equals(route.id() + "/" + name)));
    }

    /**
     * One route of it.
     *
     * @param id as people know it: {@code camel.<file>.<id>}
     * @param inCamel its id in Camel, of this version only
     * @param timed whether a clock begins it
     * @param periodMillis how often; 0 where no clock does
     * @param steps the names of the steps that reach something, in their order
     */
    public record Route(
            String id, String inCamel, String group, Text title, boolean timed, long periodMillis, List<String> steps) {
        /** How often a clock begins it. */
        public Duration period() {
            return Duration.ofMillis(periodMillis);
        }
    }
}
