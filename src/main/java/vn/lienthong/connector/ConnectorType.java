package vn.lienthong.connector;

import java.util.Set;

/**
 * One kind of connector, e.g. {@code postgresql}. Stateless; found as a Spring bean by the {@link ConnectorTypes catalogue}. Its
 * settings are described by {@code connector-types/<name>.schema.json}, from which forms, validation and reference pages come.
 */
public interface ConnectorType {
    /** The name used in files: {@code postgresql}. */
    String name();

    /** What sessions of this type can do; a capability that is not declared is absent. */
    Set<Capability> capabilities();

    /**
     * A session with one system. No input or output yet: the first act that needs the system opens what it needs. Settings have
     * been validated and secrets resolved. Called once a run, test or discovery; the caller closes it.
     */
    Session open(Opening opening);
}
