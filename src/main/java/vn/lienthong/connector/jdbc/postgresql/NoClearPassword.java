package vn.lienthong.connector.jdbc.postgresql;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Gives the driver the password, unless the server asks for it as it is over a connection whose other end nobody has checked: any
 * listener on the way could ask for it like that. The driver makes it by its name.
 */
public final class NoClearPassword implements AuthenticationPlugin {
    private final Properties settings;

    /** The driver's settings of one connection. */
    public NoClearPassword(Properties settings) {
        this.settings = settings;
    }

    @Override
    public char @Nullable [] getPassword(AuthenticationRequestType type) throws PSQLException {
        if (type == AuthenticationRequestType.CLEARTEXT_PASSWORD
                && !"verify-full".equals(PGProperty.SSL_MODE.getOrDefault(settings))) {
            throw new PSQLException(
                    "the server asks for the password in clear", PSQLState.CONNECTION_REJECTED, new Asked());
        }
        String password = PGProperty.PASSWORD.getOrDefault(settings);
        return password == null ? null : password.toCharArray();
    }

    /** Marks that refusal among the driver's failures. */
    static final class Asked extends Exception {}
}
