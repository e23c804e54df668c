package vn.lienthong.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.AgencyCode;

/** Who asks a service: a program of an agency, or a person who tries what a program of it would get. */
interface Asker {
    /** Who it is, as the journal writes it. */
    String actor();

    /** The agency whose agreements count. */
    AgencyCode agency();

    /** Whether one of them may be the one under which is asked. */
    default boolean chooses(Agreement agreement) {
        return true;
    }

    /** Whether an agreement is suspended at this call. */
    default boolean stopped(Agreement agreement, Suspensions suspensions) {
        return suspensions.suspended(agreement.name());
    }

    /** By what name it is counted how often something is asked for that is not there. */
    default String counted() {
        return actor();
    }

    /** The program by which calls are counted. */
    String program();

    /** What the journal calls it. */
    default String act() {
        return "service.called";
    }

    /**
     * What for.
     *
     * @param agreement under which is asked; null where none counts
     */
    default @Nullable String reason(@Nullable Agreement agreement) {
        return agreement == null ? null : agreement.purpose().vi();
    }

    /** What else the journal says of it. */
    default Map<String, String> details() {
        return Map.of();
    }
}
