package vn.lienthong.connector;

import java.util.Set;

/**
 * One kind of connector, e.g. {@code postgresql}. Keeps nothing that a restart may not lose; found as a Spring bean by the {@link ConnectorTypes catalogue}. Its
 * settings are described by {@code connector-types/<name>.schema.json} (JSON Schema 2020-12, one object without unknown keys),
 * from which forms, validation and reference pages come. Beside the standard keywords the type has {@code x-title} and each
 * property {@code x-title} and {@code x-help} ({@code {"vi": …, "en": …}}), {@code default}, {@code examples}, {@code x-group}
 * and, on a secret, {@code "x-secret": true}. Properties are shown in their order.
 */
public interface ConnectorType {
    /** The name used in files: {@code postgresql}. */
    String name();

    /** What sessions of this type can do; a capability that is not declared is absent. */
    Set<Capability> capabilities();

    /**
     * Whether the settings hold what a partner says of his system, such as a WSDL. Such a connector is examined once a day, because
     * that becomes out of date by itself.
     */
    default boolean holdsDescription() {
        return false;
    }

    /** Whether sessions note what they exchange with the partner, so that people can look at it. */
    default boolean notesExchanges() {
        return false;
    }

    /**
     * A session with one system. No input or output yet: the first act that needs the system opens what it needs. Settings have
     * been validated and secrets resolved. Called once a run, test or discovery; the caller closes it.
     */
    Session open(Opening opening);
}
