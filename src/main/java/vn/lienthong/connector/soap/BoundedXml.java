package vn.lienthong.connector.soap;

import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/** Counts what a parser keeps in memory, and says no before it becomes too much. */
final class BoundedXml extends StreamReaderDelegate {
    private static final int DEPTH = 100;
    private static final int NAMES = 10_000;
    private static final int ATTRIBUTES = 200;
    private static final int ELEMENTS = 2_000_000;

    private final Set<String> names = new HashSet<>();
    private int depth;
    private int elements;

    BoundedXml(XMLStreamReader xml) {
        super(xml);
    }

    @Override
    public int next() throws XMLStreamException {
        int event;
        try {
            event = super.next();
        } catch (XMLStreamException broken) {
            // what the parser says quotes the document
            int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
            throw new XMLStreamException("broken at line " + line);
        } catch (RuntimeException broken) {
            throw new XMLStreamException("broken");
        }
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> element();
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> add(null, getPITarget());
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_REFERENCE,
                    XMLStreamConstants.ENTITY_DECLARATION,
                    XMLStreamConstants.NOTATION_DECLARATION -> throw refused("a document type or entity");
            default -> {}
        }
        return event;
    }

    private void element() throws XMLStreamException {
        if (++depth > DEPTH) {
            throw refused("more than " + DEPTH + " elements in each other");
        }
        if (++elements > ELEMENTS) {
            throw refused("more than " + ELEMENTS + " elements");
        }
        if (getAttributeCount() > ATTRIBUTES || getNamespaceCount() > ATTRIBUTES) {
            throw refused("more than " + ATTRIBUTES + " attributes at one element");
        }
        add(getPrefix(), getLocalName());
        for (int i = 0; i < getAttributeCount(); i++) {
            add(getAttributePrefix(i), getAttributeLocalName(i));
        }
        for (int i = 0; i < getNamespaceCount(); i++) {
            add(getNamespacePrefix(i), String.valueOf(getNamespaceURI(i)));
        }
    }

    private void add(@Nullable String prefix, String name) throws XMLStreamException {
        boolean fresh = names.add(prefix == null || prefix.isEmpty() ? name : prefix + ":" + name);
        if (fresh && names.size() > NAMES) {
            throw refused("more than " + NAMES + " different names");
        }
    }

    private XMLStreamException refused(String what) {
        return new XMLStreamException(what + " (line " + getLocation().getLineNumber() + ")");
    }

    /** Steps of its own, so that none is left uncounted. */
    @Override
    public int nextTag() throws XMLStreamException {
        int event = next();
        while (event == XMLStreamConstants.COMMENT
                || event == XMLStreamConstants.PROCESSING_INSTRUCTION
                || event == XMLStreamConstants.SPACE
                || event == XMLStreamConstants.CHARACTERS && isWhiteSpace()) {
            event = next();
        }
        if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
            throw refused("text where an element must be");
        }
        return event;
    }

    @Override
    public String getElementText() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                throw refused("an element where only text must be");
            }
            if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                text.append(getText());
            }
        }
        return text.toString();
    }
}
