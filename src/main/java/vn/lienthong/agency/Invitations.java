package vn.lienthong.agency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invitations by which people get their accounts: shown once, kept as a hash, for one use and seven days. */
@Component
class Invitations {
    static final Duration VALIDITY = Duration.ofDays(7);

    private final JdbcClient state;
    private final Clock clock;

    Invitations(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** An invitation, to be shown once. */
    record Invitation(String person, String code, Instant expires) {
        @Override
        public String toString() {
            return "Invitation[person=" + person + ", expires=" + expires + "]";
        }
    }

    /** Invites somebody; earlier invitations of him count no more. */
    Invitation make(String person, String by) {
        end(person);
        String code = RandomText.ofBytes(32);
        Instant expires = clock.instant().plus(VALIDITY);
        state.sql("""
                        insert into agency_invitations (person, hash, invited_by, made_at, expires_at)
                        values (:person, :hash, :by, :now, :expires)
                        """)
                .param("person", person)
                .param("hash", Fingerprint.of(code))
                .param("by", by)
                .param("now", now())
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
        return new Invitation(person, code, expires);
    }

    /** The number of the invitation with this code for this person, if it counts now. */
    OptionalLong find(String person, String code) {
        return state.sql("""
                        select id from agency_invitations where hash = :hash and person = :person
                        and ended_at is null and expires_at > :now
                        """)
                .param("hash", Fingerprint.of(code.strip()))
                .param("person", person)
                .param("now", now())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** Who made the invitation of somebody that counts now, if there is one. */
    Optional<String> inviter(String person) {
        return state.sql("""
                        select invited_by from agency_invitations
                        where person = :person and ended_at is null and expires_at > :now
                        """)
                .param("person", person)
                .param("now", now())
                .query(String.class)
                .optional();
    }

    /** Uses an invitation up. Tells whether it still counted. */
    boolean use(long number) {
        return state.sql("""
                        update agency_invitations set ended_at = :now
                        where id = :id and ended_at is null and expires_at > :now
                        """).param("now", now()).param("id", number).update() == 1;
    }

    void end(String person) {
        state.sql("update agency_invitations set ended_at = :now where person = :person and ended_at is null")
                .param("now", now())
                .param("person", person)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
