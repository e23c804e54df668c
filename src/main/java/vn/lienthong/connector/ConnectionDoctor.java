package vn.lienthong.connector;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import vn.lienthong.kernel.ConnectorName;

/** Examines connectors and looks into their systems, within a wall clock: a slow or lying server harms nobody. */
public interface ConnectionDoctor {
    /**
     * Examines a connector; gives the steps in order, each also as soon as it is known. Never longer than ten seconds, never an
     * exception for what the system does.
     *
     * @param report called for each step, on another thread
     */
    Diagnosis examine(ConnectorName connector, Consumer<Check> report);

    /** The same, with more to look at than what the connector pins: e.g. the datasets that a job reads and writes. */
    Diagnosis examine(ConnectorName connector, Examination examination, Consumer<Check> report);

    /** The last examination since the hub started. */
    Optional<Diagnosis> last(ConnectorName connector);

    /**
     * The datasets of a connector: the pinned ones, then what else its system has.
     *
     * @throws vn.lienthong.kernel.HubException UNAVAILABLE when the system does not answer within ten seconds
     */
    List<Dataset> discover(ConnectorName connector);

    /**
     * An examination.
     *
     * @param at when it began
     * @param checks its steps in order
     * @param endings what ends some day; empty where nobody signed in, or the system cannot tell
     */
    record Diagnosis(Instant at, List<Check> checks, Optional<List<Ending>> endings) {
        /** Whether a step signed in, whatever else is amiss. */
        public boolean signedIn() {
            return checks.stream()
                    .anyMatch(check -> check.step().equals("sign-in")
                            && (check.outcome() == Check.Outcome.OK || check.outcome() == Check.Outcome.WARNING));
        }

        /** Whether no step failed. */
        public boolean passed() {
            return checks.stream().noneMatch(check -> check.outcome() == Check.Outcome.FAILED);
        }
    }

    /** A doctor where no application runs. */
    static ConnectionDoctor of(Connectors connectors, Clock clock) {
        return new TimedDoctor(connectors, new BoundedCalls(2), Set::of, clock, examined -> {});
    }
}
