package vn.lienthong.connector;

import java.time.Duration;
import java.util.List;
import vn.lienthong.kernel.Batch;

/** A session that can ask its system questions, one for each row: a look-up. */
public interface Calls {
    /** Everything that can be asked, as settings and description have it. Asks no system. */
    List<Operation> operations();

    /**
     * One operation by its name.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION when there is none, naming those there are
     */
    Operation operation(String name);

    /**
     * Asks once for each row of the request, in their order and one after the other. A row whose question is refused or fails in the
     * partner's system is a rejection and stops no other; null inputs are not sent.
     *
     * @param request columns of the operation's inputs, those that are required among them; others are refused
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE, CREDENTIAL or CONFIGURATION where no row can be asked for; what was
     *     answered before is lost, so that the whole request is asked again
     */
    default Answer call(Operation operation, Batch request) {
        return call(operation, request, Duration.ofDays(1));
    }

    /**
     * The same, and gives up after so long by the clock on the wall, with waiting for its turn and asking again.
     *
     * @throws vn.lienthong.kernel.HubException {@link ConnectorError#PACE_USED_UP} where its turn would come later, and is left to others
     */
    Answer call(Operation operation, Batch request, Duration most);
}
