package vn.lienthong.connector.file;

import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.file.GuardedBytes.HostileWorkbook;

/** Counts the names in a part and how deep its elements lie: the parser keeps each name, and each open element, in memory. */
final class XmlNames {
    /** Many more than the formats of workbooks have. */
    private static final int NAMES = 10_000;

    private static final int DEPTH = 200;

    private final Set<String> names = new HashSet<>();
    private int depth;

    void look(XMLStreamReader xml) throws HostileWorkbook {
        switch (xml.getEventType()) {
            case XMLStreamConstants.START_ELEMENT -> element(xml);
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> add(null, xml.getPITarget());
            default -> {}
        }
    }

    private void element(XMLStreamReader xml) throws HostileWorkbook {
        if (++depth > DEPTH) {
            throw new HostileWorkbook("its elements lie more than " + DEPTH + " deep");
        }
        add(xml.getPrefix(), xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            add(xml.getAttributePrefix(i), xml.getAttributeLocalName(i));
        }
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            add(xml.getNamespacePrefix(i), String.valueOf(xml.getNamespaceURI(i)));
        }
    }

    private void add(@Nullable String prefix, String name) throws HostileWorkbook {
        boolean fresh = names.add(prefix == null || prefix.isEmpty() ? name : prefix + ":" + name);
        if (fresh && names.size() > NAMES) {
            throw new HostileWorkbook("it has more than " + NAMES + " different names");
        }
    }
}
