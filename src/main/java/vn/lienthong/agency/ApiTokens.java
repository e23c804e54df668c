package vn.lienthong.agency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /** A new token for a person and a purpose, valid from now for this long. The text is not kept anywhere. */
    public Issued issue(String person, String purpose, Duration validity) {
        String token = RandomText.ofBytes(32);
        Instant now = clock.instant();
        Instant end = now.plus(validity);
        state.sql("""
                        insert into agency_tokens (person, purpose, hash, created_at, expires_at)
                        values (:person, :purpose, :hash, :created, :expires)
                        """)
                .param("person", person)
                .param("purpose", purpose)
                .param("hash", hash(token))
                .param("created", now.atOffset(ZoneOffset.UTC))
                .param("expires", end.atOffset(ZoneOffset.UTC))
                .update();
        return new Issued(token, end);
    }

    /**
     * Whoever brings a token.
     *
     * @param scope what it leaves of what the person may do; null for all of it
     */
    record Bearer(String person, PersonCalling.@Nullable Scope scope) {}

    /** Whose token this is, if it is valid now. */
    Optional<Bearer> bearer(String token) {
        return state.sql("""
                        select person, acts, agency from agency_tokens
                        where hash = :hash and revoked_at is null and expires_at > :now
                        """)
                .param("hash", hash(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Bearer(row.getString("person"), scope(row)))
                .optional();
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

    /** The tokens that open the hub now, from the oldest on. */
    List<Valid> valid() {
        return state.sql("""
                        select id, person, purpose, created_at, expires_at from agency_tokens
                        where revoked_at is null and expires_at > :now order by id
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, i) -> new Valid(
                        row.getLong("id"),
                        row.getString("person"),
                        row.getString("purpose"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
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

    /** Ends every token of a purpose, e.g. that of an earlier start of the hub. */
    public void revoke(String purpose) {
        state.sql("update agency_tokens set revoked_at = :now where purpose = :purpose and revoked_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("purpose", purpose)
                .update();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A token as it may be shown: without its text. */
    record Valid(long number, String person, String purpose, Instant created, Instant expires) {}

    /** A token, to be shown once. */
    public record Issued(String token, Instant expires) {
        @Override
        public String toString() {
            return "Issued[expires=" + expires + "]";
        }
    }
}
