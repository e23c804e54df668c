package vn.lienthong.sample;

import java.util.Map;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Registrations;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Secret;

/** Hands the passwords of the sample's users over, each for the host, port and user that its connector names, and for no other. */
final class SampleSecrets {
    private static final String ACTOR = "sample";

    private final Connectors connectors;
    private final Registrations registrations;

    SampleSecrets(Connectors connectors, Registrations registrations) {
        this.connectors = connectors;
        this.registrations = registrations;
    }

    /** Seals the passwords, by setting, of each connector that is there; nobody else has a use for one. */
    void seal(Map<String, Map<String, String>> passwords) {
        passwords.forEach((name, settings) -> {
            ConnectorName connector = new ConnectorName(name);
            if (connectors.find(connector).isPresent()) {
                settings.forEach((setting, password) -> {
                    try (Secret secret = Secret.of(password)) {
                        registrations.secret(connector, setting, secret, ACTOR);
                    }
                });
            }
        });
    }
}
