package vn.lienthong.connector.soap;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.hc.core5.http.ContentType;
import vn.lienthong.connector.http.BodyMask;
import vn.lienthong.connector.http.KnownNames;
import vn.lienthong.connector.http.MaskedText;
import vn.lienthong.connector.http.MaskedValue;

/** Shows how an envelope is made: elements that are known, and the form of what they hold; of tokens and signatures nothing. */
final class MaskedXml implements BodyMask {
    /** Elements that are left out with all that is in them, wherever they stand. */
    private static final Set<String> SECRET = Set.of(
            "Security", "Signature", "BinarySecurityToken", "UsernameToken", "Password", "Assertion", "EncryptedData");
    /** Codes of the standards, whatever stands before their colon. */
    private static final Set<String> CODES = Set.of(
            "Client",
            "Server",
            "Sender",
            "Receiver",
            "MustUnderstand",
            "VersionMismatch",
            "FailedAuthentication",
            "InvalidSecurity",
            "InvalidSecurityToken",
            "FailedCheck",
            "MessageExpired");

    @Override
    public boolean write(byte[] body, String type, KnownNames names, MaskedText into) {
        if (!type.toLowerCase(Locale.ROOT).contains("xml")) {
            return false;
        }
        try {
            ContentType said = ContentType.parseLenient(type);
            Charset charset = said == null ? null : said.getCharset();
            write(Xml.reader(body, charset == null ? null : charset.name()), names, into);
        } catch (XMLStreamException unreadable) {
            into.end(); // how far it could be read is shown
        }
        return true;
    }

    private static void write(XMLStreamReader xml, KnownNames names, MaskedText into) throws XMLStreamException {
        Deque<Open> open = new ArrayDeque<>();
        while (xml.hasNext() && !into.full()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml, open, names, into);
                case XMLStreamConstants.END_ELEMENT -> end(open, into);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(xml.getText());
                    }
                }
                default -> {} // comments and the like are nobody's
            }
        }
    }

    /** An element that has begun and not ended. */
    private static final class Open {
        private final String shown;
        private final String namespace;
        private final boolean code;
        private final StringBuilder text = new StringBuilder(0);
        private boolean parent;

        Open(String shown, String namespace, boolean code) {
            this.shown = shown;
            this.namespace = namespace;
            this.code = code;
        }
    }

    private static void start(XMLStreamReader xml, Deque<Open> open, KnownNames names, MaskedText into)
            throws XMLStreamException {
        Open around = open.peek();
        if (around != null) {
            around.parent = true;
        }
        String name = xml.getLocalName();
        String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
        String shown = names.name(name);
        into.line(open.size()).add("<").add(shown);
        if (!namespace.equals(around == null ? "" : around.namespace)) {
            into.add(" xmlns=\"").add(names.quoted(namespace)).add("\"");
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            into.add(" ").add(names.name(xml.getAttributeLocalName(i)));
            into.add("=\"").add(MaskedValue.of(xml.getAttributeValue(i))).add("\"");
        }
        into.add(">");
        boolean code = name.equals("faultcode") || name.equals("Value") && around != null && around.code;
        if (SECRET.contains(name)) {
            skip(xml);
            into.add(MaskedValue.REMOVED).add("</").add(shown).add(">");
        } else {
            open.push(new Open(shown, namespace, code || name.equals("Code") || name.equals("Subcode")));
        }
    }

    private static void end(Deque<Open> open, MaskedText into) {
        Open ended = open.pop();
        String text = ended.text.toString().strip();
        if (ended.parent && text.isEmpty()) {
            into.line(open.size());
        } else {
            String code = text.substring(text.indexOf(':') + 1);
            into.add(ended.code && CODES.contains(code) ? code : MaskedValue.of(text));
        }
        into.add("</").add(ended.shown).add(">");
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }
}
