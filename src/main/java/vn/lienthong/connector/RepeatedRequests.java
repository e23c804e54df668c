package vn.lienthong.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.HubException;

/** Knows for a day which requests came with which Idempotency-Key. Of a request it keeps a hash only. */
final class RepeatedRequests {
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient state;
    private final Clock clock;

    RepeatedRequests(JdbcClient state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Whether the request comes for the first time; throws CONFIGURATION when its key came with another one. */
    boolean begin(String actor, String key, String request) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        state.sql("delete from connector_requests where came_at < ?")
                .param(now.minus(KEPT))
                .update();
        String hash = hash(request);
        int first = state.sql("""
                        insert into connector_requests (actor, key, request, came_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """).params(actor, hash(key), hash, now).update();
        if (first == 1) {
            return true;
        }
        boolean same = state.sql("select request from connector_requests where actor = ? and key = ?")
                .params(actor, hash(key))
                .query(String.class)
                .optional()
                .map(hash::equals)
                .orElse(true);
        if (!same) {
            throw new HubException(RegistryError.KEY_REUSED, Map.of());
        }
        return false;
    }

    /** The request was refused: it may come again with the same key. */
    void forget(String actor, String key) {
        state.sql("delete from connector_requests where actor = ? and key = ?")
                .params(actor, hash(key))
                .update();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }
}
