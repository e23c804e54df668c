package vn.lienthong.agency;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who may enter. The one who uses the first-start token is the first administrator. */
@Component
public class People {
    /** The name of the person who enters by the first-start token. */
    public static final String FIRST_ADMINISTRATOR = "first-administrator";

    private final JdbcClient state;
    private final Clock clock;

    People(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Makes the first administrator, at the first use of the token. */
    void admitFirstAdministrator() {
        state.sql("""
                        insert into agency_people (name, role, created_at)
                        values (:name, 'platform_administrator', :now) on conflict (name) do nothing
                        """)
                .param("name", FIRST_ADMINISTRATOR)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
