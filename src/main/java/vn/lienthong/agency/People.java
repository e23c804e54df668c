package vn.lienthong.agency;

import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;

/** The people who may enter. The one who uses the first-start token is the first administrator. */
@Component
public class People {
    /** The name of the person who enters by the first-start token. */
    public static final String FIRST_ADMINISTRATOR = "first-administrator";

    /** Who acts where nobody does. */
    private static final String HUB = "hub";

    private final JdbcClient state;
    private final Grants grants;
    private final Clock clock;

    People(JdbcClient state, Grants grants, Clock clock) {
        this.state = state;
        this.grants = grants;
        this.clock = clock;
    }

    /** Makes the first administrator, at the first use of the token. He is whoever can read the hub's own files. */
    public void admitFirstAdministrator() {
        add(FIRST_ADMINISTRATOR, null, null);
        grants.give(FIRST_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR, null, HUB);
    }

    /** Adds somebody, without any role; nothing happens where the name is taken. */
    void add(String name, @Nullable String title, @Nullable AgencyCode agency) {
        state.sql("""
                        insert into agency_people (name, title, agency, created_at)
                        values (:name, :title, :agency, :now) on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("title", title)
                .param("agency", agency == null ? null : agency.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
