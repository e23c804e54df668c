package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.soap.Xml;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.Masking;

/** Carries a person's try out as the one call that it is, and shows its answer in each way in which a program could have asked. */
@Component
class Tries {
    private static final Pattern BETWEEN = Pattern.compile("(?<=>)(?=<)");

    private final Doorkeeper door;
    private final CallTools tools;
    private final SoapDesk soap;
    private final SoapEndpoints endpoints;

    Tries(Doorkeeper door, CallTools tools, SoapDesk soap, SoapEndpoints endpoints) {
        this.door = door;
        this.tools = tools;
        this.soap = soap;
        this.endpoints = endpoints;
    }

    /**
     * How a program would come.
     *
     * @param hub the address of the hub as the reader sees it, without a path
     */
    record Way(String hub, Locale locale) {}

    /** @param hidden the columns whose values are shown masked, with the classes by which they are */
    Tried carryOut(Trier trier, TriedQuestion question, Map<String, DataClass> hidden, Way way) {
        DataService service = question.service();
        boolean rest = service.offers(DataService.REST);
        ServiceCall call = new ServiceCall(
                tools,
                trier,
                service,
                new ServiceCall.Given(() -> rest ? fields(question) : envelopeFields(question), false));
        long began = System.nanoTime();
        Refused stopped = door.carryOut(call);
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        Refused why = stopped == null ? call.refused() : stopped;
        List<Map<String, Object>> rows =
                call.rows().stream().map(row -> masked(row, hidden)).toList();
        return new Tried(
                rest ? byRest(call, question, why, rows, way) : null,
                service.offers(DataService.SOAP) ? bySoap(call, question, why, rows, way) : null,
                millis,
                why == null,
                why != null && why.status() == 404,
                rows.isEmpty()
                        ? List.of()
                        : call.answer().stream().filter(hidden::containsKey).toList(),
                trier.reveals());
    }

    private Map<String, Object> fields(TriedQuestion question) {
        return Asked.fields(question.json(tools.json()).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> envelopeFields(TriedQuestion question) {
        try {
            byte[] element = question.element().getBytes(StandardCharsets.UTF_8);
            return soap.fields(question.service(), Xml.tree(Xml.reader(element, "UTF-8")));
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible); // it was written just now
        }
    }

    private static Map<String, Object> masked(Map<String, Object> row, Map<String, DataClass> hidden) {
        Map<String, Object> shown = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            DataClass kind = hidden.get(column);
            shown.put(column, kind == null || value == null ? value : Masking.of(kind, Written.text(value)));
        });
        return shown;
    }

    private Tried.Shown byRest(
            ServiceCall call, TriedQuestion question, @Nullable Refused why, List<Map<String, Object>> rows, Way way) {
        DataAnswer answer = why == null
                ? DataAnswer.of(tools.json(), call.service(), rows).with(call.announced(DataService.REST))
                : DataAnswer.of(tools.json(), why, way.locale());
        return new Tried.Shown(
                call.service().address(),
                pretty(question.json(tools.json()).getBytes(StandardCharsets.UTF_8)),
                question.curl(way.hub(), tools.json()),
                answer.status(),
                AnswerHeaders.of(answer.status(), answer.contentType(), answer.seconds(), answer.headers()),
                pretty(answer.body()));
    }

    private Tried.Shown bySoap(
            ServiceCall call, TriedQuestion question, @Nullable Refused why, List<Map<String, Object>> rows, Way way) {
        SoapReply reply = endpoints
                .of(false)
                .exchange(
                        question.sent(),
                        new TriedEnvelope(
                                call.service(),
                                element -> soap.fields(question.service(), element),
                                why,
                                rows,
                                why == null ? call.announced(DataService.SOAP) : Map.of(),
                                way.locale()));
        return new Tried.Shown(
                call.service().soapAddress(),
                indented(question.envelope()),
                question.curlEnvelope(way.hub()),
                reply.status(),
                AnswerHeaders.of(reply.status(), reply.contentType(), reply.seconds(), reply.headers()),
                indented(new String(reply.body(), StandardCharsets.UTF_8)));
    }

    private String pretty(byte[] json) {
        try {
            return tools.json()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(tools.json().readTree(json));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** XML with an element on each line; texts stay as they are. */
    static String indented(String xml) {
        List<String> lines = new ArrayList<>();
        int depth = 0;
        for (String part : BETWEEN.split(xml)) {
            boolean closes = part.startsWith("</");
            boolean leaves = closes || part.endsWith("/>") || part.startsWith("<?") || part.contains("</");
            depth -= closes ? 1 : 0;
            lines.add("  ".repeat(Math.max(0, depth)) + part);
            depth += leaves ? 0 : 1;
        }
        return String.join("\n", lines);
    }
}
