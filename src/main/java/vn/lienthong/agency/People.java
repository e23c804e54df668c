package vn.lienthong.agency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{2,63}");

    /** What the journal and addresses mean by other names. */
    private static final Set<String> RESERVED =
            Set.of(FIRST_ADMINISTRATOR, HUB, "schedule", "sample", "stranger", "new", "roles", "source");

    private static final String COLUMNS = """
            select who.name, who.title, who.agency, who.sample, has.person is not null as account,
                exists (select from agency_identities one where one.person = who.name) as identity,
                has.totp is not null as second_factor,
                (select max(expires_at) from agency_invitations asked where asked.person = who.name
                    and asked.ended_at is null) as invited_until
            from agency_people who left join agency_accounts has on has.person = who.name where who.ended_at is null
            """;

    private final JdbcClient state;
    private final Grants grants;
    private final Sessions sessions;
    private final Clock clock;

    People(JdbcClient state, Grants grants, Sessions sessions, Clock clock) {
        this.state = state;
        this.sessions = sessions;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Somebody who may enter.
     *
     * @param title what others call him, null where nobody said
     * @param agency where he belongs; null for the platform itself
     * @param sample whether he was made for the sample alone
     * @param account whether he has a password
     * @param identity whether he has an identity at a sign-in provider
     * @param secondFactor whether he has a second factor
     * @param invitedUntil until when an invitation waits for him; null where none does
     */
    record Person(
            String name,
            @Nullable String title,
            @Nullable AgencyCode agency,
            boolean sample,
            boolean account,
            boolean identity,
            boolean secondFactor,
            @Nullable OffsetDateTime invitedUntil) {
        /** How he signs in. */
        public Way way() {
            if (account) {
                return secondFactor ? Way.ACCOUNT : Way.PASSWORD;
            }
            if (identity) {
                return Way.PROVIDER;
            }
            if (name.equals(FIRST_ADMINISTRATOR)) {
                return Way.TOKEN;
            }
            return invitedUntil == null ? Way.NONE : Way.INVITED;
        }

        /** What to call him. */
        public String shown() {
            return title == null ? name : title;
        }
    }

    /** How somebody signs in, and how pages show that. */
    enum Way {
        ACCOUNT("ok"),
        PASSWORD("slow"),
        PROVIDER("ok"),
        TOKEN("off"),
        INVITED("wait"),
        NONE("off");

        private final String state;

        Way(String state) {
            this.state = state;
        }

        public String state() {
            return state;
        }

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Makes the first administrator, at the first use of the token. He is whoever can read the hub's own files. */
    public void admitFirstAdministrator() {
        add(FIRST_ADMINISTRATOR, null, null);
        grants.give(FIRST_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR, null, HUB);
    }

    /** Whether somebody new can be called so. */
    static boolean nameable(String name) {
        return NAME.matcher(name).matches() && !RESERVED.contains(name);
    }

    /** Adds somebody, without any role. Tells whether the name was free: that of somebody who is gone is not. */
    boolean add(String name, @Nullable String title, @Nullable AgencyCode agency) {
        return state.sql("""
                        insert into agency_people (name, title, agency, created_at)
                        values (:name, :title, :agency, :now) on conflict (name) do nothing
                        """)
                        .param("name", name)
                        .param("title", title)
                        .param("agency", agency == null ? null : agency.value())
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Says that somebody is there for the sample alone. */
    void markAsSample(String name) {
        state.sql("update agency_people set sample = true where name = :name")
                .param("name", name)
                .update();
    }

    /** Everybody who is not gone, by name. */
    List<Person> all() {
        return state.sql(COLUMNS + " order by who.name").query(People::person).list();
    }

    Optional<Person> find(String name) {
        return state.sql(COLUMNS + " and who.name = :name")
                .param("name", name)
                .query(People::person)
                .optional();
    }

    /** Nobody else changes what somebody may do, or how he gets in, before this transaction ends. */
    void hold(String name) {
        state.sql("select name from agency_people where name = :name for update")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /** Lets somebody enter no more, from now on. */
    void end(String name, String by) {
        state.sql("update agency_people set ended_at = :now, ended_by = :by where name = :name and ended_at is null")
                .param("now", now())
                .param("by", by)
                .param("name", name)
                .update();
        endSessions(name);
    }

    /** Ends what somebody has open in browsers, wherever. */
    void endSessions(String name) {
        sessions.endAll(name);
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        String agency = row.getString("agency");
        return new Person(
                row.getString("name"),
                row.getString("title"),
                agency == null ? null : new AgencyCode(agency),
                row.getBoolean("sample"),
                row.getBoolean("account"),
                row.getBoolean("identity"),
                row.getBoolean("second_factor"),
                row.getObject("invited_until", OffsetDateTime.class));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
