package vn.lienthong.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.bucket4j.TimeMeter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/** An envelope that shows a program's name and secret is taken once, and by nobody who could have read it on the way. */
class EnvelopeSenderTest extends ServiceGround {
    private static final String SOAP = "/soap/pupil-status/v1";
    private static final String ASK = "<ask xmlns=\"https://lienthong.vn/services/pupil-status/v1\">"
            + "<personal_id>001210000001</personal_id><birth_date>2010-02-03</birth_date></ask>";

    @Autowired
    SoapDesk desk;

    @Autowired
    Doorkeeper door;

    @Autowired
    CallTools tools;

    @Autowired
    TokenGate gate;

    @Autowired
    CallerCertificates certificates;

    @Autowired
    ServiceCallers callers;

    @Autowired
    Journal journal;

    @Autowired
    EnvelopeMeasure measure;

    @Autowired
    SoapEndpoints endpoints;

    EnvelopeSenderTest() {
        super("bhxh-senders");
    }

    private HttpResponse<String> over(String held, String envelope) {
        return program.envelope(SOAP, held, "text/xml; charset=utf-8", envelope.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(String fault) {
        return fault.replaceAll("(?s).*<code[^>]*>([^<]*)</code>.*", "$1");
    }

    private SoapReply signed(SoapDesk desk, boolean encrypted, String envelope) {
        return desk.answer(
                new SoapDesk.Sender(new Proof(false, null, null), encrypted, "127.0.0.1"),
                SOAP,
                false,
                () -> Optional.of(envelope.getBytes(StandardCharsets.UTF_8)),
                Locale.ENGLISH);
    }

    private static String code(SoapReply fault) {
        return code(new String(fault.body(), StandardCharsets.UTF_8));
    }

    @Test
    void anEnvelopeThatShowsItsSenderCountsOnceAlsoAfterAStart() {
        Instant now = Instant.now();
        String envelope = Signed.envelope(ASK, "bhxh-senders", secret, "nonce-of-16-byte", now);

        SoapReply answer = signed(desk, true, envelope);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("<school_code>s-1</school_code>");
        SoapReply again = signed(desk, true, envelope);
        assertThat(again.status()).isEqualTo(401);
        assertThat(code(again)).isEqualTo("service.SENDER_UNPROVEN");
        SoapDesk started = new SoapDesk(
                door, tools, new EnvelopeTokens(gate, certificates, measure, state, Clock.systemUTC()), endpoints);
        assertThat(code(signed(started, true, envelope))).isEqualTo("service.SENDER_UNPROVEN");
        assertThat(code(signed(started, true, envelope.replace("0001<", "0009<"))))
                .as("with another question")
                .isEqualTo("service.SENDER_UNPROVEN");
        String fresh = Signed.envelope(ASK, "bhxh-senders", secret, "another-16-bytes", now);
        assertThat(signed(started, true, fresh).status()).isEqualTo(200);
        assertThat(state.sql("""
                                select count(*) from journal_entries where actor = 'caller/bhxh-senders'
                                and outcome = 'refused' and details ->> 'why' = 'service.SENDER_UNPROVEN'
                                """).query(Long.class).single())
                .as("its agency learns of it, and is not told each time")
                .isEqualTo(1);
    }

    @Test
    void aProgramShowsItsSecretSoOftenAndOthersDoNotWaitForIt() {
        String often = Signed.envelope(ASK, "bhxh-senders", secret, "often-16-bytes-x", Instant.now());
        AtomicLong nanos = new AtomicLong();
        EnvelopeMeasure slow = new EnvelopeMeasure(journal, at(nanos));
        SoapDesk measured = new SoapDesk(
                door, tools, new EnvelopeTokens(gate, certificates, slow, state, Clock.systemUTC()), endpoints);
        assertThat(signed(measured, true, often).status()).isEqualTo(200);
        ServiceCaller own = callers.find("bhxh-senders").orElseThrow();
        for (int i = 1; i < EnvelopeMeasure.A_MINUTE; i++) {
            slow.take(own);
        }

        SoapReply tooOften =
                signed(measured, true, Signed.envelope(ASK, "bhxh-senders", secret, "one-too-many-xxx", Instant.now()));

        assertThat(tooOften.status()).as("a fault of SOAP 1.1").isEqualTo(500);
        assertThat(tooOften.seconds()).isEqualTo(1);
        assertThat(code(tooOften)).isEqualTo("service.LIMIT_REACHED");
        ServiceCaller other =
                new ServiceCaller("other", own.agency(), null, "", own.created(), own.expires(), null, null, null);
        assertThatCode(() -> slow.take(other)).doesNotThrowAnyException();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThatCode(() -> slow.take(own)).doesNotThrowAnyException();
    }

    @Test
    void whoeverRecordedAnEnvelopeUsesUpNothingOfItsProgram() {
        String recorded = Signed.envelope(ASK, "bhxh-senders", secret, "recorded-16-byte", Instant.now());
        EnvelopeMeasure stopped = new EnvelopeMeasure(journal, at(new AtomicLong()));
        EnvelopeTokens tokens = new EnvelopeTokens(gate, certificates, stopped, state, Clock.systemUTC());
        SoapDesk measured = new SoapDesk(door, tools, tokens, endpoints);
        assertThat(signed(measured, true, recorded).status()).isEqualTo(200);
        ServiceCaller own = callers.find("bhxh-senders").orElseThrow();

        for (int i = 0; i < EnvelopeMeasure.AGAIN_A_MINUTE; i++) {
            assertThat(code(signed(measured, true, recorded))).isEqualTo("service.SENDER_UNPROVEN");
        }
        assertThat(code(signed(measured, true, recorded)))
                .as("more of them are not even looked at")
                .isEqualTo("service.LIMIT_REACHED");

        for (int i = 1; i < EnvelopeMeasure.A_MINUTE; i++) { // no time passes: not one was taken for what came again
            stopped.take(own);
        }
        assertThatCode(() -> stopped.take(own)).isInstanceOf(HubException.class);
    }

    @Test
    void whatAnotherNodeHasTakenCostsItsProgramNothingEither() {
        String recorded = Signed.envelope(ASK, "bhxh-senders", secret, "elsewhere-16-byt", Instant.now());
        assertThat(signed(desk, true, recorded).status()).isEqualTo(200);
        EnvelopeMeasure second = new EnvelopeMeasure(entry -> {}, at(new AtomicLong()));
        EnvelopeTokens tokens = new EnvelopeTokens(gate, certificates, second, state, Clock.systemUTC());
        SoapDesk other = new SoapDesk(door, tools, tokens, endpoints);

        assertThat(code(signed(other, true, recorded))).isEqualTo("service.SENDER_UNPROVEN");

        ServiceCaller own = callers.find("bhxh-senders").orElseThrow();
        for (int i = 0; i < EnvelopeMeasure.A_MINUTE; i++) {
            second.take(own);
        }
        assertThatCode(() -> second.take(own)).isInstanceOf(HubException.class);
    }

    private static TimeMeter at(AtomicLong nanos) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    @Test
    void aSecretInAnEnvelopeIsRightAndEncryptedOrOfNoUse() {
        String envelope = Signed.envelope(ASK, "bhxh-senders", secret, "in-clear-16-byte", Instant.now());

        HttpResponse<String> inClear = over(null, envelope);
        assertThat(inClear.statusCode()).isEqualTo(401);
        assertThat(code(inClear.body())).isEqualTo("service.SECRET_IN_CLEAR");
        assertThat(code(signed(desk, true, envelope.replace(secret, "guess")))).isEqualTo("service.SECRET_WRONG");
        assertThat(code(signed(desk, true, envelope.replace("bhxh-senders", "nobody"))))
                .isEqualTo("service.SECRET_WRONG");
        assertThat(code(over(token, envelope).body()))
                .as("who shows a token is known by it, and the header is not understood")
                .isEqualTo("service.HEADER_UNKNOWN");
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            SoapReply guess = signed(desk, true, envelope.replace(secret, "guess" + i));
            waits.add(guess.seconds() == null ? 0 : guess.seconds());
        }
        assertThat(waits).as("whoever guesses waits").anyMatch(seconds -> seconds > 0);
        assertThat(signed(desk, true, envelope).status())
                .as("the program itself does not")
                .isEqualTo(200);
        state.sql("delete from agency_attempts").update();
    }
}
