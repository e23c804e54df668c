package vn.lienthong.route.made;

import java.time.Duration;
import java.util.List;
import java.util.Set;
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
