package vn.lienthong.connector.jdbc.postgresql;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;

/** PostgreSQL, version 12 and later. */
@Component
public final class PostgresType implements ConnectorType {
    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.CALL));
    }

    @Override
    public Session open(Opening opening) {
        return new PostgresSession(opening);
    }
}
