package vn.lienthong.connector.soap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The definitions of all XML schemas of a service, by kind and name. */
final class Schemas {
    static final String SPACE = "http://www.w3.org/2001/XMLSchema";

    private final Documents documents;
    private final Map<String, Map<Name, Definition>> definitions = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    Schemas(Documents documents) {
        this.documents = documents;
    }

    /**
     * A definition and where it stands.
     *
     * @param target the namespace that it defines for
     * @param qualified whether elements in it are of that namespace where nothing is said
     * @param file for messages
     */
    record Definition(Element element, String target, boolean qualified, String file) {
        Definition of(Element other) {
            return new Definition(other, target, qualified, file);
        }
    }

    /** Takes in a schema with all that it imports and includes. */
    void take(String file, Element schema, String target) {
        boolean qualified = "qualified".equals(schema.attribute("elementFormDefault"));
        for (Element child : schema.children()) {
            if (!child.name().space().equals(SPACE)) {
                continue;
            }
            String name = child.attribute("name");
            switch (child.name().local()) {
                case "import", "include", "redefine" -> follow(file, child, target);
                default -> {
                    if (name != null) {
                        definitions
                                .computeIfAbsent(child.name().local(), kind -> new HashMap<>())
                                .putIfAbsent(new Name(target, name), new Definition(child, target, qualified, file));
                    }
                }
            }
        }
    }

    private void follow(String file, Element reference, String target) {
        String location = reference.attribute("schemaLocation");
        if (location == null) {
            return; // another schema of the same file, or one that Java knows
        }
        boolean imports = reference.name().local().equals("import");
        String space = Optional.ofNullable(reference.attribute("namespace")).orElse("");
        if (imports && (space.equals(SPACE) || space.equals("http://www.w3.org/XML/1998/namespace"))) {
            return;
        }
        String other = documents.found(file, location);
        Element schema = documents.root(other);
        // an included schema without a namespace is of that of the one who includes it
        String its = Documents.target(schema).isEmpty() && !imports ? target : Documents.target(schema);
        if (taken.add(other + " " + its)) {
            take(other, schema, its);
        }
    }

    Optional<Definition> find(String kind, Name name) {
        return Optional.ofNullable(definitions.getOrDefault(kind, Map.of()).get(name));
    }
}
