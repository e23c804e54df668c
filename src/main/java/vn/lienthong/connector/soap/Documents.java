package vn.lienthong.connector.soap;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/**
 * The documents of a service as the partner handed them out: one WSDL and what it imports, by file name. An import finds what was
 * handed out with it, and never anything else: no file, no address.
 */
final class Documents {
    private final Map<String, String> texts;
    private final Map<String, Element> read = new HashMap<>();

    Documents(Map<String, String> texts) {
        this.texts = new LinkedHashMap<>(texts);
    }

    /** The file that describes the service itself; the first where there are several. */
    String main() {
        String first = null;
        for (String file : texts.keySet()) {
            Element root = root(file);
            if (root.is(Wsdl.SPACE, "definitions")) {
                if (root.child(Wsdl.SPACE, "service").isPresent()) {
                    return file;
                }
                first = first == null ? file : first;
            }
        }
        String any = texts.keySet().stream().findFirst().orElse("wsdl");
        throw wrong(
                first == null ? any : first,
                first == null
                        ? new Text("không có WSDL 1.1 (definitions)", "there is no WSDL 1.1 (definitions)")
                        : new Text("không có service", "there is no service"));
    }

    /** The outermost element of a file. */
    Element root(String file) {
        return read.computeIfAbsent(file, name -> {
            try {
                return Xml.tree(texts.getOrDefault(name, ""));
            } catch (XMLStreamException broken) {
                throw wrong(name, Text.same("XML: " + broken.getMessage()));
            }
        });
    }

    /**
     * The file that an import means: by its path from the importing file, else by its last name.
     *
     * @throws HubException CONFIGURATION where it was not handed out
     */
    String found(String from, String location) {
        if (texts.containsKey(location)) {
            return location;
        }
        String path = beside(from, location);
        if (texts.containsKey(path)) {
            return path;
        }
        String last = lastName(location);
        List<String> named = texts.keySet().stream()
                .filter(file -> lastName(file).equals(last))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        String shown = location.replaceAll("[^A-Za-z0-9._/:?=&-]", "?");
        throw wrong(
                from,
                new Text(
                        "nó dùng " + shown + ", tệp này không được nộp cùng",
                        "it uses " + shown + ", which was not handed in with it"));
    }

    private static String beside(String from, String location) {
        try {
            return URI.create(from.replace(" ", "%20"))
                    .resolve(location.replace(" ", "%20"))
                    .getPath();
        } catch (IllegalArgumentException noPath) {
            return location;
        }
    }

    private static String lastName(String location) {
        return location.replaceAll("[?#].*$", "").replaceAll("^.*[/\\\\]", "");
    }

    /** The namespace that a document is for. */
    static String target(Element root) {
        return Optional.ofNullable(root.attribute("targetNamespace")).orElse("");
    }

    static HubException wrong(String file, Text why) {
        return new HubException(SoapError.WSDL_WRONG, Map.of("file", file, "why", why));
    }
}
