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
    private final CallerCertificates certificates;
    private final EnvelopeMeasure measure;
    private final JdbcClient state;
    private final Clock clock;
    private final AtomicReference<Instant> nextClearing = new AtomicReference<>(Instant.EPOCH);

    EnvelopeTokens(
            TokenGate gate, CallerCertificates certificates, EnvelopeMeasure measure, JdbcClient state, Clock clock) {
        this.gate = gate;
        this.certificates = certificates;
        this.measure = measure;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Whose envelope it is.
     *
     * @param sent the same before it was read
     * @param encrypted whether nobody on the way could read it
     * @param address where it came from
     * @throws HubException DENIED, also where the sender has to wait, after wrong secrets or too many envelopes
     */
    ServiceCaller sender(Element envelope, byte[] sent, boolean encrypted, String address) {
        Instant now = clock.instant();
        if (EnvelopeToken.signed(envelope)) {
            return signer(envelope, sent, now);
        }
        if (!encrypted) {
            throw new HubException(ServiceError.SECRET_IN_CLEAR, Map.of());
        }
        EnvelopeToken token = EnvelopeToken.of(envelope, now).orElseThrow(EnvelopeTokens::unproven);
        ServiceCaller sender = gate.shown(token.name(), token.secret(), address);
        return once(sender, HexFormat.of().formatHex(token.nonce()), now);
    }

    /** Whoever holds the key of a registered certificate; no secret is on its way, so that others may have read it. */
    private ServiceCaller signer(Element envelope, byte[] sent, Instant now) {
        EnvelopeSignature signature = EnvelopeSignature.of(sent)
                .filter(found -> EnvelopeToken.lasts(envelope, now))
                .orElseThrow(EnvelopeTokens::unproven);
        ServiceCaller sender = certificates.holder(signature.certificate()).orElseThrow(EnvelopeTokens::unproven);
        return once(sender, signature.proven().orElseThrow(EnvelopeTokens::unproven), now);
    }

    private ServiceCaller once(ServiceCaller sender, String nonce, Instant now) {
        if (measure.knows(sender, nonce)) {
            measure.cameAgain(sender);
            throw unproven();
        }
        measure.take(sender);
        clear(now);
        boolean first = first(sender, nonce, now);
        measure.seen(sender, nonce);
        if (!first) { // another node has taken it, or this one before it was started anew
            measure.giveBack(sender);
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

    private boolean first(ServiceCaller sender, String nonce, Instant now) {
        return state.sql("""
                                insert into service_nonces (caller, hash, ends_at) values (:caller, :hash, :ends)
                                on conflict do nothing
                                """)
                        .param("caller", sender.name())
                        .param("hash", Unguessable.hash(nonce))
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
