package vn.lienthong.agency;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * What people have open in browsers, of all nodes. A session counts as long as it stands here: whoever ends it ends it at once. How long
 * one lasts by itself is for {@link SessionLimits}.
 */
@Component
class Sessions {
    /** How exactly it is kept when one was used last. */
    static final Duration USED = Duration.ofMinutes(1);

    private final JdbcClient state;
    private final Clock clock;

    Sessions(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** How somebody came in. */
    enum Way {
        ACCOUNT,
        PROVIDER,
        TOKEN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** From where somebody comes, and by which browser. */
    record From(String address, Browser browser) {
        static From of(HttpServletRequest request) {
            return new From(request.getRemoteAddr(), Browser.of(request.getHeader(HttpHeaders.USER_AGENT)));
        }
    }

    /**
     * One that is open.
     *
     * @param used when something was done in it last, to the minute
     */
    record Open(long number, Way way, String address, Browser browser, Instant begun, Instant used) {}

    /** Begins one, and returns its number. What is over already is swept away meanwhile. */
    long begin(String person, Way way, From from) {
        OffsetDateTime now = now();
        state.sql("delete from agency_sessions where used_at < :idle or begun_at < :oldest")
                .param("idle", now.minus(SessionLimits.IDLE).minus(USED))
                .param("oldest", now.minus(SessionLimits.LONGEST))
                .update();
        return state.sql("""
                        insert into agency_sessions (person, way, address, browser, begun_at, used_at)
                        values (:person, :way, :address, :browser, :now, :now) returning id
                        """)
                .param("person", person)
                .param("way", way.code())
                .param("address", from.address())
                .param("browser", from.browser().code())
                .param("now", now)
                .query(Long.class)
                .single();
    }

    /** Whether it still counts, and its person is not gone. */
    boolean counts(String person, long number) {
        return state.sql("""
                        select count(*) from agency_sessions open join agency_people who on who.name = open.person
                        where open.id = :number and open.person = :person and who.ended_at is null
                        """)
                        .param("number", number)
                        .param("person", person)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Something was done in it. */
    void used(long number) {
        state.sql("update agency_sessions set used_at = :now where id = :number and used_at < :now")
                .param("now", now())
                .param("number", number)
                .update();
    }

    /** What somebody has open, used last first. */
    List<Open> of(String person) {
        return state.sql("""
                        select id, way, address, browser, begun_at, used_at from agency_sessions
                        where person = :person and used_at >= :idle and begun_at >= :oldest order by used_at desc, id desc
                        """)
                .param("person", person)
                .param("idle", now().minus(SessionLimits.IDLE).minus(USED))
                .param("oldest", now().minus(SessionLimits.LONGEST))
                .query((row, i) -> new Open(
                        row.getLong("id"),
                        Way.valueOf(row.getString("way").toUpperCase(Locale.ROOT)),
                        row.getString("address"),
                        Browser.ofCode(row.getString("browser")),
                        row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                        row.getObject("used_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Ends one of somebody's; tells whether there was such a one. */
    boolean end(String person, long number) {
        return state.sql("delete from agency_sessions where id = :number and person = :person")
                        .param("number", number)
                        .param("person", person)
                        .update()
                == 1;
    }

    /**
     * Ends all that somebody has open, but for one.
     *
     * @param kept the one he sits at; null where he sits at none
     * @return how many ended
     */
    int endOthers(String person, @Nullable Long kept) {
        return state.sql("delete from agency_sessions where person = :person and id <> :kept")
                .param("person", person)
                .param("kept", kept == null ? -1 : kept)
                .update();
    }

    /** Ends all that somebody has open. */
    void endAll(String person) {
        endOthers(person, null);
    }

    /** The number of the session that a request comes in; null for programs. */
    static @Nullable Long present(@Nullable Authentication who) {
        return who != null && who.getDetails() instanceof SignInProvider.Session session ? session.number() : null;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
