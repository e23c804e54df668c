package vn.lienthong.agency;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose an identity at a sign-in provider is. One belongs to one person; a person has at most one at each issuer. */
@Component
class Identities {
    private final JdbcClient state;
    private final Clock clock;
    private final boolean sample;

    Identities(JdbcClient state, Clock clock, @Value("${lienthong.sample.enabled:false}") boolean sample) {
        this.state = state;
        this.clock = clock;
        this.sample = sample;
    }

    /**
     * An identity of somebody, as pages show it.
     *
     * @param usedAt when he last came by it; null where he never did
     */
    record Bound(
            long number,
            String issuer,
            OffsetDateTime boundAt,
            @Nullable OffsetDateTime usedAt) {}

    /** Whose it is, if he is not gone. People of the sample have none where no sample runs. */
    Optional<String> person(Identity identity) {
        return state.sql("""
                        select has.person from agency_identities has join agency_people who on who.name = has.person
                        where has.issuer = :issuer and has.subject = :subject and who.ended_at is null
                        and (:sample or not who.sample)
                        """)
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .param("sample", sample)
                .query(String.class)
                .optional();
    }

    /** Gives an identity to somebody. Tells whether it was free, and he had none there: else nothing happens. */
    boolean bind(Identity identity, String person) {
        return state.sql("""
                        insert into agency_identities (person, issuer, subject, bound_at)
                        values (:person, :issuer, :subject, :now) on conflict do nothing
                        """)
                        .param("person", person)
                        .param("issuer", identity.issuer())
                        .param("subject", identity.subject())
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Somebody has come by it. */
    void used(Identity identity) {
        state.sql("update agency_identities set used_at = :now where issuer = :issuer and subject = :subject")
                .param("now", now())
                .param("issuer", identity.issuer())
                .param("subject", identity.subject())
                .update();
    }

    List<Bound> of(String person) {
        return state.sql("""
                        select id, issuer, bound_at, used_at from agency_identities where person = :person order by id
                        """)
                .param("person", person)
                .query((row, i) -> new Bound(
                        row.getLong("id"),
                        row.getString("issuer"),
                        row.getObject("bound_at", OffsetDateTime.class),
                        row.getObject("used_at", OffsetDateTime.class)))
                .list();
    }

    void unbind(long number) {
        state.sql("delete from agency_identities where id = :id")
                .param("id", number)
                .update();
    }

    /** Takes all of them from somebody. */
    void remove(String person) {
        state.sql("delete from agency_identities where person = :person")
                .param("person", person)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
