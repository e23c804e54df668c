package vn.lienthong.testing;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People of hubs under test. */
public final class Testers {
    /** Whoever tests what stands behind the doors. */
    public static final String TESTER = "tester";

    /** Whoever approves what the other asked for. */
    public static final String SECOND = "second.tester";

    private Testers() {}

    /** Lets both do everything in a hub. */
    public static void admit(JdbcClient state) {
        admit(state, TESTER, "platform-administrator", null);
        admit(state, TESTER, "data-steward", null);
        admit(state, SECOND, "platform-administrator", null);
    }

    /** Gives somebody a role, in an agency or (null) in all. */
    public static void admit(JdbcClient state, String name, String role, @Nullable String agency) {
        state.sql("insert into agency_people (name, created_at) values (:name, now()) on conflict do nothing")
                .param("name", name)
                .update();
        state.sql("""
                        insert into agency_grants (person, role, agency, granted_by, granted_at)
                        values (:name, :role, :agency, 'test', now()) on conflict do nothing
                        """)
                .param("name", name)
                .param("role", role)
                .param("agency", agency)
                .update();
    }
}
