package vn.lienthong.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;

/** The destinations in the hub's database; other nodes see them, too. */
@Component
class KeptDestinations {
    private static final String COLUMNS = "select id, agency, host, cidr, ports from connector_destinations ";

    private final JdbcClient state;
    private final Clock clock;

    KeptDestinations(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Those that count now, in the order in which they were granted. */
    List<Destination> all() {
        return state.sql(COLUMNS + "where ended_at is null order by id")
                .query(KeptDestinations::destination)
                .list();
    }

    /** One that counts. */
    Optional<Destination> find(long number) {
        return state.sql(COLUMNS + "where id = ? and ended_at is null")
                .param(number)
                .query(KeptDestinations::destination)
                .optional();
    }

    private static Destination destination(ResultSet row, int index) throws SQLException {
        return new Destination(
                row.getLong("id"),
                new AgencyCode(row.getString("agency")),
                row.getString("host"),
                row.getString("cidr"),
                row.getString("ports"));
    }

    /** Lets an agency's connectors go there from now on; one that counts already stays as it is. */
    void add(Destination destination, String by) {
        state.sql("""
                        insert into connector_destinations (agency, host, cidr, ports, granted_by, granted_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                .params(
                        destination.agency().value(),
                        destination.host(),
                        destination.cidr(),
                        destination.ports(),
                        by,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void end(long number, String by) {
        state.sql("update connector_destinations set ended_at = ?, ended_by = ? where id = ? and ended_at is null")
                .params(clock.instant().atOffset(ZoneOffset.UTC), by, number)
                .update();
    }
}
