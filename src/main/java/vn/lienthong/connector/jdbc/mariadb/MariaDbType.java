package vn.lienthong.connector.jdbc.mariadb;

import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Session;

/** The connector type {@code mariadb}: MariaDB 10.3 or later, MySQL 8 or later. */
@Component
public final class MariaDbType implements ConnectorType {
    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.CALL));
    }

    @Override
    public Session open(Opening opening) {
        return new MariaDbSession(opening);
    }
}
