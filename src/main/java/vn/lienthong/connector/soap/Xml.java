package vn.lienthong.connector.soap;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stax.StAXSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.cxf.staxutils.StaxUtils;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/**
 * The one place where XML of others is read, descriptions, answers and questions alike: no document type, no entities but the five, nothing that
 * is fetched, nothing included, and bounds on depth, names, attributes and elements. The size is the caller's to bound.
 */
@NamedInterface("xml")
public final class Xml {
    /** Made once: making one takes longer than reading an envelope. For every thread, as nothing of it is changed any more. */
    private static final XMLInputFactory READERS = readers();

    private Xml() {}

    /** A reader that refuses what is hostile; what it throws never quotes the document. */
    public static XMLStreamReader reader(byte[] bytes) throws XMLStreamException {
        return reader(bytes, null);
    }

    /** @param encoding what the document was sent in, which counts more than what it says of itself; null where that is not said */
    public static XMLStreamReader reader(byte[] bytes, @Nullable String encoding) throws XMLStreamException {
        try {
            return new BoundedXml(READERS.createXMLStreamReader(new ByteArrayInputStream(bytes), encoding));
        } catch (XMLStreamException | RuntimeException broken) {
            throw new XMLStreamException("broken at its beginning"); // what the parser says quotes the document
        }
    }

    private static XMLInputFactory readers() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(
                XMLInputFactory2.P_LAZY_PARSING, false); // or what is wrong would be found where nobody looks for it
        factory.setXMLReporter((message, kind, information, where) -> {}); // what it says quotes the document
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("outside references are not followed");
        });
        return factory;
    }

    /** The whole of a document as a tree whose signatures can be verified; nothing that is read here can be called by a name yet. */
    public static Document document(byte[] bytes, String encoding) throws XMLStreamException {
        return StaxUtils.read(reader(bytes, encoding));
    }

    /** A document of ours or of a file. */
    static Element tree(String text) throws XMLStreamException {
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        // a text has no encoding any more, whatever its first line says
        String plain = whole.replaceFirst("^\\s*<\\?xml[^>]{0,200}\\?>", "");
        return tree(reader(plain.getBytes(StandardCharsets.UTF_8)));
    }

    /** The whole of what a reader reads, or the element it stands at. */
    public static Element tree(XMLStreamReader xml) throws XMLStreamException {
        Deque<Element> open = new ArrayDeque<>();
        Deque<StringBuilder> texts = new ArrayDeque<>();
        int event = xml.getEventType();
        while (true) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                open.push(started(xml, open.isEmpty() ? Map.of() : open.peek().prefixes()));
                texts.push(new StringBuilder(0));
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                Element ended = open.pop();
                ended.text(texts.pop().toString());
                if (open.isEmpty()) {
                    return ended;
                }
                open.peek().child(ended);
            } else if (!open.isEmpty()
                    && (event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE)) {
                texts.peek().append(xml.getText());
            }
            if (!xml.hasNext()) {
                throw new XMLStreamException("no element");
            }
            event = xml.next();
        }
    }

    private static Element started(XMLStreamReader xml, Map<String, String> around) {
        Map<String, String> prefixes = around;
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            if (prefixes == around) {
                prefixes = new HashMap<>(around);
            }
            prefixes.put(plain(xml.getNamespacePrefix(i)), plain(xml.getNamespaceURI(i)));
        }
        Element element = new Element(new Name(plain(xml.getNamespaceURI()), xml.getLocalName()), prefixes);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            element.attribute(
                    new Name(plain(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i)),
                    xml.getAttributeValue(i));
        }
        return element;
    }

    private static String plain(String text) {
        return text == null ? "" : text;
    }

    /** A schema of our own, by which documents of others are judged; it includes nothing and fetches nothing. */
    public static Schema schema(String text) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(new StAXSource(reader(text.getBytes(StandardCharsets.UTF_8))));
        } catch (SAXException | XMLStreamException wrong) {
            throw new IllegalStateException("a schema of the hub's own cannot be read", wrong);
        }
    }

    /** A text as it may stand between tags or in quotes; what XML cannot hold at all is left out. */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(code -> {
            switch (code) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\n', '\r', '\t' -> safe.append("&#").append(code).append(';');
                default -> {
                    boolean holds =
                            code >= 0x20 && code <= 0xD7FF || code >= 0xE000 && code <= 0xFFFD || code >= 0x10000;
                    if (holds) {
                        safe.appendCodePoint(code);
                    }
                }
            }
        });
        return safe.toString();
    }
}
