package vn.lienthong.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.soap.Xml;
import vn.lienthong.kernel.ValueType;

/**
 * What a person asks who tries a service, as a program would write it: in JSON, in an envelope, and as a line for a shell. The token that
 * a program shows stands in none of them.
 *
 * @param given what was typed, by the columns that the service asks, in its order
 * @param types those of the columns, as far as they are known
 */
record TriedQuestion(DataService service, Map<String, String> given, Map<String, ValueType> types) {
    private static final String TOKEN = "-H \"Authorization: Bearer $TOKEN\"";
    private static final String GO_ON = " \\\n  ";

    /** The body of a call by REST. */
    String json(ObjectMapper json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        given.forEach((column, text) -> fields.put(column, value(types.get(column), text)));
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What is no number and no flag goes as it was typed: then the answer says what is wrong with it. */
    private static Object value(@Nullable ValueType type, String text) {
        if (type == ValueType.INTEGER && text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return Long.valueOf(text);
        }
        boolean flag = type == ValueType.BOOLEAN && (text.equals("true") || text.equals("false"));
        return flag ? Boolean.valueOf(text) : text;
    }

    /** The element that is asked in an envelope. */
    String element() {
        StringBuilder text = new StringBuilder("<ask xmlns=\"")
                .append(Xml.escaped(service.id().space()))
                .append("\">");
        given.forEach((column, value) -> {
            String name = XmlNames.of(column);
            text.append('<').append(name).append('>').append(Xml.escaped(value));
            text.append("</").append(name).append('>');
        });
        return text.append("</ask>").toString();
    }

    /** The envelope, of SOAP 1.1. */
    String envelope() {
        return "<soap:Envelope xmlns:soap=\"" + SoapEndpoints.space(false) + "\"><soap:Body>" + element()
                + "</soap:Body></soap:Envelope>";
    }

    byte[] sent() {
        return envelope().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The call by REST as a line for a shell.
     *
     * @param hub the address of the hub as its reader sees it, without a path
     */
    String curl(String hub, ObjectMapper json) {
        return "curl -sS -i " + quoted(hub + service.id().address()) + GO_ON + TOKEN + GO_ON
                + "-H 'Content-Type: application/json'" + GO_ON + "-d " + quoted(json(json));
    }

    /** The call by SOAP as a line for a shell, with the envelope in a file. */
    String curlEnvelope(String hub) {
        return "curl -sS -i " + quoted(hub + service.id().soapAddress()) + GO_ON + TOKEN + GO_ON
                + "-H 'Content-Type: text/xml; charset=utf-8'" + GO_ON + "--data-binary @ask.xml";
    }

    /** One word for a shell, whatever stands in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Names no value. */
    @Override
    public String toString() {
        return "TriedQuestion[" + service.id() + "]";
    }
}
