package vn.lienthong.route.failed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * An exchange that failed, without what it carried.
 *
 * @param form {@code turn} of a hand-made route, or {@code call} of a service
 * @param step where it failed; empty where no step reached anything
 * @param dataset what was reached there; null where nothing was
 * @param code of the error
 * @param asker the program that asked; null of turns
 * @param under the agreement; null of turns
 * @param rows how many travelled where it failed
 * @param held whether there is something to go on with; where not, a turn is begun anew
 * @param tooLarge whether what it held was too large to be kept
 * @param attempts how often it failed, replays included
 * @param overtaken when a later turn of the route went through; what this one holds is older than what is there
 * @param replay the replay it belongs to, or belonged to last
 * @param decision the words of whoever ended it
 */
public record FailedExchange(
        long id,
        String route,
        AgencyCode agency,
        String form,
        String step,
        @Nullable String dataset,
        @Nullable String connector,
        String code,
        Text problem,
        Text remedy,
        @Nullable String asker,
        @Nullable String under,
        int rows,
        boolean held,
        boolean tooLarge,
        FailedState state,
        int attempts,
        Instant failed,
        Instant last,
        @Nullable Instant overtaken,
        @Nullable Long replay,
        @Nullable Instant ended,
        @Nullable String endedBy,
        @Nullable String decision) {
    /** Whether the hub can take it up again; of a call only whoever asked can. */
    public boolean repeatable() {
        return form.equals(TURN) && !tooLarge;
    }

    /** Of a hand-made route. */
    static final String TURN = "turn";

    /** Of a service. */
    static final String CALL = "call";
}
