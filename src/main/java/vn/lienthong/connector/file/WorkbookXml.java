package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.file.GuardedBytes.HostileWorkbook;

/** Walks through one XML part of a workbook. Declarations of entities are refused, nothing outside is ever fetched. */
final class WorkbookXml implements AutoCloseable {
    /** More than any cell can hold. */
    private static final int TEXT = 1 << 20;

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private final InputStream bytes;
    private final XMLStreamReader xml;
    private final XmlNames names = new XmlNames();

    WorkbookXml(InputStream bytes) throws IOException {
        this.bytes = bytes;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("outside references are not followed");
        });
        try {
            this.xml = factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException broken) {
            throw broken(broken);
        }
    }

    /** Moves to the next start or end of an element; false at the end of the part. */
    boolean next() throws IOException {
        try {
            while (xml.hasNext()) {
                int event = step();
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    return true;
                }
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new HostileWorkbook("it declares entities");
                }
            }
            return false;
        } catch (XMLStreamException broken) {
            throw broken(broken);
        }
    }

    private int step() throws XMLStreamException, HostileWorkbook {
        int event = xml.next();
        names.look(xml);
        return event;
    }

    boolean starts(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    boolean ends(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    /** An attribute by its local name, or null. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The text up to the end of this element, which holds no others. */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            while (step() != XMLStreamConstants.END_ELEMENT) {
                if (xml.isCharacters()) {
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                } else if (xml.isStartElement() || xml.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new HostileWorkbook("a text holds what no text holds");
                }
                needShort(text);
            }
        } catch (XMLStreamException broken) {
            throw broken(broken);
        }
        return text.toString();
    }

    private void needShort(StringBuilder text) throws HostileWorkbook {
        if (text.length() > TEXT) {
            throw new HostileWorkbook("a text at line " + xml.getLocation().getLineNumber() + " is longer than " + TEXT
                    + " characters, and than a cell can be");
        }
    }

    /** The text of all runs up to the end of this element; pronunciation hints are left out. */
    String runs(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean hint = false;
        while (next() && !ends(end)) {
            if (starts("rPh") || ends("rPh")) {
                hint = xml.isStartElement();
            } else if (starts("t")) {
                String run = text();
                text.append(hint ? "" : run);
                needShort(text);
            }
        }
        return unescaped(text.toString());
    }

    /** {@code _x000D_} is how a workbook writes characters that XML cannot hold. */
    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll(found -> {
            char code = (char) Integer.parseInt(found.group(1), 16);
            return Matcher.quoteReplacement(String.valueOf(code));
        });
    }

    /** Writes what XML cannot hold, and what would be read as such an escape, as {@code _x000D_}. */
    static String escaped(String text) {
        if (text.indexOf('\r') < 0 && !text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll("_x005F$0").replace("\r", "_x000D_");
    }

    private static IOException broken(XMLStreamException broken) {
        Throwable cause = broken.getNestedException();
        return cause instanceof IOException failed
                ? failed
                : new IOException(
                        "its XML is broken at line " + broken.getLocation().getLineNumber());
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
