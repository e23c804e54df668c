package vn.lienthong.agency;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;

/** Tokens by which programs and the command line enter. Shown once, kept as a hash, ending by themselves. */
@Component
public class ApiTokens {
    private final JdbcClient state;
    private final Clock clock;

    ApiTokens(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * A new token for whoever can read the hub's own files: its holder need not show again who he is. It is valid from now for this
     * long; the text is not kept anywhere.
     */
    public Issued issue(String person, String purpose, Duration validity) {
        return issue(person, purpose, validity, validity, null);
    }

    /**
     * One for a person.
     *
     * @param confirmed how long its holder counts as having just shown who he is
     * @param scope what it leaves of what its person may do; null for all of it
     */
    Issued issue(
            String person, String purpose, Duration validity, Duration confirmed, PersonCalling.@Nullable Scope scope) {
        String token = RandomText.ofBytes(32);
        Instant now = clock.instant();
        Instant end = now.plus(validity);
        state.sql("""
                        insert into agency_tokens (person, purpose, hash, created_at, expires_at, confirmed_until, acts, agency)
                        values (:person, :purpose, :hash, :created, :expires, :confirmed,
                            string_to_array(:acts, ' '), :agency)
                        """)
                .param("person", person)
                .param("purpose", purpose)
                .param("hash", Fingerprint.of(token))
                .param("created", now.atOffset(ZoneOffset.UTC))
                .param("expires", end.atOffset(ZoneOffset.UTC))
                .param("confirmed", stored(now.plus(confirmed)))
                .param("acts", scope == null ? null : acts(scope))
                .param(
                        "agency",
                        scope == null || scope.agency() == null
                                ? null
                                : scope.agency().value())
                .update();
        return new Issued(token, end);
    }

    private static @Nullable String acts(PersonCalling.Scope scope) {
        return scope.acts() == null
                ? null
                : scope.acts().stream().map(Act::code).sorted().collect(Collectors.joining(" "));
    }

    /**
     * Whoever brings a token.
     *
     * @param number of the token
     * @param scope what it leaves of what the person may do; null for all of it
     */
    record Bearer(long number, String person, PersonCalling.@Nullable Scope scope) {}

    /** Whose token this is, if it is valid now. */
    Optional<Bearer> bearer(String token) {
        return state.sql("""
                        select has.id, has.person, has.acts, has.agency from agency_tokens has
                        join agency_people who on who.name = has.person
                        where has.hash = :hash and has.revoked_at is null and has.expires_at > :now
                        and who.ended_at is null
                        """)
                .param("hash", Fingerprint.of(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Bearer(row.getLong("id"), row.getString("person"), scope(row)))
                .optional();
    }

    /** Until when the holder of a token counts as having just shown who he is. */
    Optional<Instant> confirmedUntil(long number) {
        return state.sql("select confirmed_until from agency_tokens where id = :id and confirmed_until is not null")
                .param("id", number)
                .query((row, i) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** As the database keeps it, but never later. */
    private static OffsetDateTime stored(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** The holder of a token has just shown who he is, which counts until then; never shorter than it did. */
    void confirm(long number, Instant until) {
        state.sql("update agency_tokens set confirmed_until = greatest(confirmed_until, :until) where id = :id")
                .param("until", stored(until))
                .param("id", number)
                .update();
    }

    /** Whoever holds a token of somebody no longer counts as having just shown who he is. */
    void unconfirm(String person) {
        state.sql(
                        "update agency_tokens set confirmed_until = null where person = :person and confirmed_until is not null")
                .param("person", person)
                .update();
    }

    private static PersonCalling.@Nullable Scope scope(ResultSet row) throws SQLException {
        Array acts = row.getArray("acts");
        String agency = row.getString("agency");
        return acts == null && agency == null
                ? null
                : new PersonCalling.Scope(
                        acts == null
                                ? null
                                : Stream.of((String[]) acts.getArray())
                                        .flatMap(act -> Act.of(act).stream())
                                        .collect(Collectors.toSet()),
                        agency == null ? null : new AgencyCode(agency));
    }

    private static @Nullable List<String> codes(PersonCalling.@Nullable Scope scope) {
        return scope == null || scope.acts() == null
                ? null
                : scope.acts().stream().map(Act::code).sorted().toList();
    }

    /** The tokens that open the hub now, from the oldest on. */
    List<Valid> valid() {
        return state.sql("""
                        select id, person, purpose, created_at, expires_at, acts, agency from agency_tokens
                        where revoked_at is null and expires_at > :now order by id
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Valid(
                        row.getLong("id"),
                        row.getString("person"),
                        row.getString("purpose"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        codes(scope(row)),
                        row.getString("agency")))
                .list();
    }

    /**
     * Ends one token from now on; one that has ended stays ended.
     *
     * @return its purpose; empty where there is no such token
     */
    Optional<String> revoke(long number) {
        return state.sql("""
                        update agency_tokens set revoked_at = coalesce(revoked_at, :now) where id = :id returning purpose
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", number)
                .query(String.class)
                .optional();
    }

    /** Ends every token of somebody. */
    void revokeAllOf(String person) {
        state.sql("update agency_tokens set revoked_at = :now where person = :person and revoked_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("person", person)
                .update();
    }

    /** Ends every token of a purpose, e.g. that of an earlier start of the hub. */
    public void revoke(String purpose) {
        state.sql("update agency_tokens set revoked_at = :now where purpose = :purpose and revoked_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("purpose", purpose)
                .update();
    }

    /**
     * A token as it may be shown: without its text.
     *
     * @param acts the only ones it is for; null where for all that its person may do
     * @param agency where it is for alone, with all below it; null where for everywhere
     */
    record Valid(
            long number,
            String person,
            String purpose,
            Instant created,
            Instant expires,
            @Nullable List<String> acts,
            @Nullable String agency) {}

    /** A token, to be shown once. */
    public record Issued(String token, Instant expires) {
        @Override
        public String toString() {
            return "Issued[expires=" + expires + "]";
        }
    }
}
