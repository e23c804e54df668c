package vn.lienthong.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;
import vn.lienthong.connector.soap.Element;
import vn.lienthong.connector.soap.Name;
import vn.lienthong.connector.soap.Xml;
import vn.lienthong.kernel.HubException;

/** Judges questions by the schema that the service's WSDL shows. Any thread. */
final class QuestionSchema {
    private final Schema schema;

    /** Those that judge nothing just now: each takes one question after the other, and making one takes longer than judging. */
    private final Queue<ValidatorHandler> idle = new ConcurrentLinkedQueue<>();

    QuestionSchema(String text) {
        this.schema = Xml.schema(text);
    }

    /**
     * The fields of a question, by the names in XML.
     *
     * @throws HubException DATA where the schema does not allow it; what was sent is not told again
     */
    Map<String, Object> fields(Element question) {
        try {
            ValidatorHandler judge = judge();
            judge.startDocument();
            tell(question, judge);
            judge.endDocument();
            idle.add(judge); // whoever stopped half-way is not asked again
        } catch (SAXException wrong) {
            throw new HubException(ServiceError.ASK_NOT_BY_SCHEMA, Map.of());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        question.children().forEach(child -> fields.put(child.name().local(), child.text()));
        return fields;
    }

    private ValidatorHandler judge() {
        ValidatorHandler there = idle.poll();
        if (there != null) {
            return there;
        }
        ValidatorHandler judge = schema.newValidatorHandler();
        judge.setErrorHandler(new Strict());
        return judge;
    }

    private static void tell(Element element, ValidatorHandler judge) throws SAXException {
        for (Map.Entry<String, String> prefix : element.prefixes().entrySet()) {
            judge.startPrefixMapping(prefix.getKey(), prefix.getValue());
        }
        AttributesImpl attributes = new AttributesImpl();
        element.attributes()
                .forEach((name, value) ->
                        attributes.addAttribute(name.space(), name.local(), name.local(), "CDATA", value));
        Name name = element.name();
        judge.startElement(name.space(), name.local(), name.local(), attributes);
        judge.characters(element.text().toCharArray(), 0, element.text().length());
        for (Element child : element.children()) {
            tell(child, judge);
        }
        judge.endElement(name.space(), name.local(), name.local());
        for (String prefix : element.prefixes().keySet()) {
            judge.endPrefixMapping(prefix);
        }
    }

    /** Everything that is wrong ends the reading. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException odd) {
            // what is odd and allowed is taken
        }

        @Override
        public void error(SAXParseException wrong) throws SAXException {
            throw wrong;
        }

        @Override
        public void fatalError(SAXParseException wrong) throws SAXException {
            throw wrong;
        }
    }
}
