package vn.lienthong.agency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/**
 * Knows for a day which writes came with which Idempotency-Key, and what they were answered. The entry stands before the write
 * begins; where the hub dies in between it stays without an answer, and a repeated request is told so: an effect may be missing,
 * it is never doubled. Used by every write of the API, on many threads and nodes.
 */
@Component
class RepeatedRequests {
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient state;
    private final Clock clock;

    RepeatedRequests(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** What a write was answered. */
    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            byte[] body) {}

    private record Kept(
            String request,
            @Nullable Integer status,
            @Nullable String contentType,
            @Nullable String location,
            byte @Nullable [] body) {}

    /**
     * Begins a write, or gives the answer it had.
     *
     * @return empty for a request that comes for the first time
     * @throws HubException CONFIGURATION when its key came with another request, CONFLICT while the first has no answer
     */
    Optional<Answer> begin(String actor, String key, byte[] request) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        state.sql("delete from agency_requests where came_at < ?")
                .param(now.minus(KEPT))
                .update();
        String hash = keyed(key, request);
        int first = state.sql("""
                        insert into agency_requests (actor, key, request, came_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """).params(actor, hash(key), hash, now).update();
        return first == 1 ? Optional.empty() : Optional.of(answer(actor, key, hash));
    }

    private Answer answer(String actor, String key, String hash) {
        Kept kept = state.sql("""
                        select request, status, content_type, location, body from agency_requests where actor = ? and key = ?
                        """)
                .params(actor, hash(key))
                .query(Kept.class)
                .optional()
                .orElseThrow(() -> new HubException(AgencyError.REQUEST_UNDER_WAY, Map.of()));
        if (!kept.request().equals(hash)) {
            throw new HubException(AgencyError.KEY_REUSED, Map.of());
        }
        if (kept.status() == null) {
            throw new HubException(AgencyError.REQUEST_UNDER_WAY, Map.of());
        }
        return new Answer(
                kept.status(), kept.contentType(), kept.location(), kept.body() == null ? new byte[0] : kept.body());
    }

    /** The write was answered; the same request will be answered the same. */
    void answered(String actor, String key, Answer answer) {
        state.sql("""
                        update agency_requests set status = ?, content_type = ?, location = ?, body = ?
                        where actor = ? and key = ?
                        """)
                .params(answer.status(), answer.contentType(), answer.location(), answer.body(), actor, hash(key))
                .update();
    }

    /** The write was refused and had no effect: it may come again with the same key. */
    void forget(String actor, String key) {
        state.sql("delete from agency_requests where actor = ? and key = ?")
                .params(actor, hash(key))
                .update();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }

    /** Keyed by what the caller made up and the hub does not keep: a request may hold a secret that could be guessed. */
    private static String keyed(String key, byte[] request) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(request));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", impossible);
        }
    }
}
