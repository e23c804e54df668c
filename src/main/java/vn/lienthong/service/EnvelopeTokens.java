package vn.lienthong.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.kernel.HubException;

/**
 * Knows programs by what their envelopes show. Each envelope counts once: what makes it one of a kind is kept for as long as its time
 * counts, in the hub's database, so that a second node or a hub that was started anew does not take it again.
 */
@Component
class EnvelopeTokens {
    private static final Duration CLEARED = Duration.ofMinutes(1);

    private final TokenGate gate;
    private final EnvelopeMeasure measure;
    private final JdbcClient state;
    private final Clock clock;
    private final AtomicReference<Instant> nextClearing = new AtomicReference<>(Instant.EPOCH);

    EnvelopeTokens(TokenGate gate, EnvelopeMeasure measure, JdbcClient state, Clock clock) {
        this.gate = gate;
        this.measure = measure;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Whose envelope it is.
     *
     * @param encrypted whether nobody on the way could read it
     * @param address where it came from
     * @throws HubException DENIED, also where the sender has to wait, after wrong secrets or too many envelopes
     */
    ServiceCaller sender(Element envelope, boolean encrypted, String address) {
        if (!encrypted) {
            throw new HubException(ServiceError.SECRET_IN_CLEAR, Map.of());
        }
        Instant now = clock.instant();
        EnvelopeToken token = EnvelopeToken.of(envelope, now).orElseThrow(EnvelopeTokens::unproven);
        ServiceCaller sender = gate.shown(token.name(), token.secret(), address);
        measure.take(sender);
        clear(now);
        if (!first(sender, token, now)) {
            measure.cameAgain(sender);
            throw unproven();
        }
        return sender;
    }

    /** What counts no more goes, once in a while. */
    private void clear(Instant now) {
        Instant due = nextClearing.get();
        if (!now.isBefore(due) && nextClearing.compareAndSet(due, now.plus(CLEARED))) {
            state.sql("delete from service_nonces where ends_at < :now")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private boolean first(ServiceCaller sender, EnvelopeToken token, Instant now) {
        return state.sql("""
                                insert into service_nonces (caller, hash, ends_at) values (:caller, :hash, :ends)
                                on conflict do nothing
                                """)
                        .param("caller", sender.name())
                        .param("hash", Unguessable.hash(HexFormat.of().formatHex(token.nonce())))
                        .param(
                                "ends",
                                now.plus(EnvelopeToken.FRESH.multipliedBy(2)).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private static HubException unproven() {
        return new HubException(ServiceError.SENDER_UNPROVEN, Map.of());
    }
}
