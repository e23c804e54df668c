package vn.lienthong.connector.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.cxf.Bus;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.http.About;
import vn.lienthong.connector.http.AnsweredPart;
import vn.lienthong.connector.http.Exchanges;
import vn.lienthong.connector.http.HttpFailures;
import vn.lienthong.connector.http.Pace;
import vn.lienthong.connector.http.Patience;
import vn.lienthong.connector.http.Place;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Secret;

/** Asks a partner's service, at the agreed pace and again where that changes nothing. Any thread; one after the other. */
final class SoapAsking implements AutoCloseable {
    private final Opening opening;
    private final HttpFailures failures;
    private final Patience patience;
    private final Exchanges exchanges;
    private final String path;
    private final Envelopes envelopes;

    SoapAsking(Bus bus, Opening opening, Pace pace, boolean twelve) {
        Settings settings = opening.settings();
        this.opening = opening;
        this.failures = new HttpFailures(opening);
        this.patience = new Patience(opening, pace);
        this.path = settings.text("path");
        this.exchanges = new Exchanges(
                opening, failures, Place.api(settings), settings.integer("answer_limit_mb") << 20, new MaskedXml());
        this.envelopes = new Envelopes(bus, opening, failures, new Wire(exchanges, path), twelve);
    }

    /** All questions from now on together have so long. */
    void within(Duration most) {
        patience.within(most);
    }

    HttpFailures failures() {
        return failures;
    }

    /** A part of a list, asked for again and again where the partner is unlucky. */
    AnsweredPart part(SoapOperation operation, @Nullable String mark, Map<String, String> further) {
        Map<String, String> values = values(operation, mark, further);
        return new AnsweredPart(answer(operation, patiently(operation, values)), "");
    }

    /** The first part, asked for once and for no longer than this. */
    AnsweredPart look(SoapOperation operation, Duration limit) {
        Envelopes.Outcome outcome = once(operation, values(operation, null, Map.of()), limit);
        return new AnsweredPart(answer(operation, outcome), "");
    }

    /** What came back to one question; a fault is no failure here. */
    Envelopes.Outcome patiently(SoapOperation operation, Map<String, String> values) {
        return patience.patiently(
                () -> once(operation, values, patience.limit()),
                tried -> tried.fault() == null && Patience.passing(tried.reply().status()) ? tried.reply() : null);
    }

    /** What the partner hands out as its description now, asked for once. */
    Exchanges.Reply description(Duration limit) {
        HttpGet request = new HttpGet(path + "?wsdl");
        request.setHeader(HttpHeaders.ACCEPT, "text/xml, application/wsdl+xml, application/xml");
        String authorization = authorization();
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        patience.turn();
        return exchanges.send(request, limit, new About("", path));
    }

    private synchronized Envelopes.Outcome once(SoapOperation operation, Map<String, String> values, Duration limit) {
        String payload;
        try {
            payload = operation.request().xml(values);
        } catch (HubException wrong) {
            throw failures.error(wrong.code(), wrong.arguments(), wrong);
        }
        patience.turn();
        return envelopes.ask(operation, payload, patience.left(limit), authorization());
    }

    private static Map<String, String> values(
            SoapOperation operation, @Nullable String mark, Map<String, String> further) {
        Map<String, String> values = new LinkedHashMap<>(operation.fixed());
        further.forEach((place, value) -> values.put(Request.place(place), value));
        operation
                .listing()
                .paging()
                .parameters(mark)
                .forEach((place, value) -> values.put(Request.place(place), value));
        return values;
    }

    private @Nullable String authorization() {
        Settings settings = opening.settings();
        if (!settings.text("auth").equals("basic")) {
            return null;
        }
        String both = settings.text("username") + ":"
                + settings.secret("password").map(Secret::reveal).orElse("");
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answer as a tree, with its rows in their place.
     *
     * @throws HubException where there is none: a fault, a refusal, or something that the WSDL does not describe
     */
    JsonNode answer(SoapOperation operation, Envelopes.Outcome outcome) {
        Envelopes.Fault fault = outcome.fault();
        if (fault != null) {
            throw declined(operation, fault);
        }
        Element answer = outcome.answer();
        int status = outcome.reply().status();
        if (answer == null && status == 429) {
            throw patience.toldToWait();
        }
        if (answer == null && status != 200) {
            throw failures.status(status, path);
        }
        if (answer == null) {
            throw failures.error(SoapError.NOT_SOAP, Map.of("path", path), null);
        }
        try {
            JsonNode tree = AnswerJson.of(answer, operation.asked().output());
            return Rows.standing(
                    tree, operation.asked().output(), operation.listing().rows());
        } catch (AnswerJson.Unlike unlike) {
            throw failures.error(
                    SoapError.OTHER_THAN_DESCRIBED,
                    Map.of("operation", operation.asked().name(), "where", String.valueOf(unlike.getMessage())),
                    null);
        }
    }

    private HubException declined(SoapOperation operation, Envelopes.Fault fault) {
        if (fault.signIn()) {
            return failures.signIn(opening.settings().text("security"));
        }
        return failures.error(
                fault.ours() ? SoapError.DECLINED : SoapError.FAULT,
                Map.of("operation", operation.asked().name(), "code", fault.code()),
                null);
    }

    @Override
    public void close() {
        exchanges.close();
    }
}
