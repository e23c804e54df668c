package vn.lienthong.connector.soap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.kernel.Text;

/** What a WSDL 1.1 says of a service: where it answers, and to what. Encoded messages are none that could be checked, and left out. */
final class Wsdl {
    static final String SPACE = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP_11 = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static final String SOAP_12 = "http://schemas.xmlsoap.org/wsdl/soap12/";

    private final Documents documents;
    private final String main;
    private final Map<String, Element> files = new LinkedHashMap<>();
    private final Map<String, Map<Name, Element>> parts = new HashMap<>();
    private final Map<Element, String> fileOf = new HashMap<>();
    private final Schemas schemas;

    private Wsdl(Map<String, String> texts) {
        documents = new Documents(texts);
        main = documents.main();
        schemas = new Schemas(documents);
        take(main);
    }

    /**
     * Reads the documents of a service.
     *
     * @param texts the documents, by file name
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where one cannot be read, is hostile, or is missing
     */
    static Wsdl of(Map<String, String> texts) {
        return new Wsdl(texts);
    }

    /**
     * A door of the service.
     *
     * @param address where the WSDL says that it is; null where it does not
     * @param twelve whether SOAP 1.2 is spoken there, else 1.1
     */
    record Port(String name, @Nullable String address, boolean twelve, Map<String, Operation> operations) {}

    /**
     * What can be asked.
     *
     * @param action the SOAPAction
     * @param input the element that asks
     * @param output the element that answers
     */
    record Operation(String name, String action, Shape input, Shape output) {}

    private void take(String file) {
        if (files.containsKey(file)) {
            return;
        }
        Element root = documents.root(file);
        files.put(file, root);
        String target = Documents.target(root);
        root.children(SPACE, "types")
                .flatMap(types -> types.children(Schemas.SPACE, "schema"))
                .forEach(schema -> schemas.take(file, schema, Documents.target(schema)));
        for (Element child : root.children()) {
            String name = child.attribute("name");
            if (child.is(SPACE, "import") && child.attribute("location") != null) {
                imported(file, child);
            } else if (child.name().space().equals(SPACE) && name != null) {
                parts.computeIfAbsent(child.name().local(), kind -> new LinkedHashMap<>())
                        .put(new Name(target, name), child);
                fileOf.put(child, file);
            }
        }
    }

    private void imported(String file, Element reference) {
        String other = documents.found(file, String.valueOf(reference.attribute("location")));
        Element root = documents.root(other);
        if (root.is(Schemas.SPACE, "schema")) {
            schemas.take(other, root, Documents.target(root));
        } else {
            take(other);
        }
    }

    /** The doors that speak SOAP over HTTP, in their order. */
    List<Port> ports() {
        List<Port> ports = new ArrayList<>();
        parts.getOrDefault("service", Map.of()).values().forEach(service -> service.children(SPACE, "port")
                .forEach(port -> port(port).ifPresent(ports::add)));
        return ports;
    }

    /**
     * The door that the settings name, else the first.
     *
     * @throws vn.lienthong.kernel.HubException CONFIGURATION where there is none
     */
    Port port(Optional<String> name) {
        List<Port> ports = ports();
        return ports.stream()
                .filter(port -> name.isEmpty() || port.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> Documents.wrong(main, noPort(name, ports)));
    }

    private static Text noPort(Optional<String> name, List<Port> ports) {
        String known = String.join(", ", ports.stream().map(Port::name).toList());
        return ports.isEmpty()
                ? new Text("không có cổng SOAP nào", "it has no SOAP port")
                : new Text(
                        "không có cổng " + name.orElse("") + ", chỉ có: " + known,
                        "it has no port " + name.orElse("") + ", only: " + known);
    }

    private Optional<Port> port(Element port) {
        Element binding = part("binding", port, "binding");
        if (binding == null) {
            return Optional.empty();
        }
        for (String soap : List.of(SOAP_11, SOAP_12)) {
            Optional<Element> style = binding.child(soap, "binding");
            if (style.isPresent()) {
                String address = port.child(soap, "address")
                        .map(at -> at.attribute("location"))
                        .orElse(null);
                return Optional.of(new Port(
                        String.valueOf(port.attribute("name")),
                        address,
                        soap.equals(SOAP_12),
                        operations(binding, soap, "rpc".equals(style.get().attribute("style")))));
            }
        }
        return Optional.empty();
    }

    private Map<String, Operation> operations(Element binding, String soap, boolean rpcIsUsual) {
        Element type = part("portType", binding, "type");
        Map<String, Operation> operations = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        binding.children(SPACE, "operation").forEach(bound -> {
            String name = String.valueOf(bound.attribute("name"));
            Element abstractly = type == null
                    ? null
                    : type.children(SPACE, "operation")
                            .filter(one -> name.equals(one.attribute("name")))
                            .findFirst()
                            .orElse(null);
            if (abstractly != null) {
                operation(bound, abstractly, soap, rpcIsUsual).ifPresent(one -> {
                    if (operations.put(name, one) != null) {
                        twice.add(name);
                    }
                });
            }
        });
        operations.keySet().removeAll(twice); // which of two is meant, nobody could say
        return operations;
    }

    private Optional<Operation> operation(Element bound, Element abstractly, String soap, boolean rpcIsUsual) {
        Optional<Element> how = bound.child(soap, "operation");
        String style = how.map(one -> one.attribute("style")).orElse(rpcIsUsual ? "rpc" : "document");
        String action = how.map(one -> one.attribute("soapAction")).orElse("");
        String name = String.valueOf(bound.attribute("name"));
        Optional<Shape> input = message(bound, abstractly, soap, style, "input", name);
        Optional<Shape> output = message(bound, abstractly, soap, style, "output", name + "Response");
        return input.isPresent() && output.isPresent()
                ? Optional.of(new Operation(name, action, input.get(), output.get()))
                : Optional.empty();
    }

    private Optional<Shape> message(
            Element bound, Element abstractly, String soap, String style, String way, String wrapper) {
        Optional<Element> body = bound.child(SPACE, way).flatMap(one -> one.child(soap, "body"));
        Optional<Element> meant = abstractly.child(SPACE, way);
        if (body.isEmpty() || meant.isEmpty() || "encoded".equals(body.get().attribute("use"))) {
            return Optional.empty();
        }
        Element message = part("message", meant.get(), "message");
        if (message == null) {
            return Optional.empty();
        }
        String chosen = body.get().attribute("parts");
        List<Element> inBody = message.children(SPACE, "part")
                .filter(part -> chosen == null || List.of(chosen.split("\\s+")).contains(part.attribute("name")))
                .toList();
        String file = fileOf.getOrDefault(message, main);
        if (style.equals("rpc")) {
            String space =
                    Optional.ofNullable(body.get().attribute("namespace")).orElse("");
            return Optional.of(
                    new Shape(new Name(space, wrapper), false, true, false, false, null, false, rpc(file, inBody)));
        }
        return inBody.stream()
                .filter(part -> part.attribute("element") != null)
                .findFirst()
                .map(part -> new Shaping(schemas).element(file, part.named(String.valueOf(part.attribute("element")))));
    }

    private List<Shape> rpc(String file, List<Element> inBody) {
        List<Shape> shapes = new ArrayList<>();
        for (Element part : inBody) {
            String type = part.attribute("type");
            if (type != null) {
                Name name = new Name("", String.valueOf(part.attribute("name")));
                shapes.add(new Shaping(schemas).typed(file, name, part.named(type)));
            }
        }
        return shapes;
    }

    private @Nullable Element part(String kind, Element from, String attribute) {
        String name = from.attribute(attribute);
        return name == null ? null : parts.getOrDefault(kind, Map.of()).get(from.named(name));
    }
}
