package vn.lienthong.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.lienthong.document.PlainYaml;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;

/** A connector written as its file would be. Secrets appear as references. */
final class ConnectorText {
    private ConnectorText() {}

    static String write(Connector connector) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("connector", connector.name().value());
        document.put(
                "title",
                connector.title().vi().equals(connector.title().en())
                        ? connector.title().vi()
                        : ordered(
                                "vi",
                                connector.title().vi(),
                                "en",
                                connector.title().en()));
        document.put("agency", connector.agency().value());
        if (connector.contact() != null) {
            document.put("contact", connector.contact());
        }
        document.put("type", connector.type());
        document.put("settings", settings(connector));
        if (!connector.datasets().isEmpty()) {
            Map<String, Object> datasets = new LinkedHashMap<>();
            connector.datasets().forEach((name, pinned) -> datasets.put(name, pinned(pinned)));
            document.put("datasets", datasets);
        }
        return dump(document);
    }

    /** Plain values as YAML. */
    static String dump(Object document) {
        return PlainYaml.write(document);
    }

    private static Map<String, Object> settings(Connector connector) {
        Map<String, Object> settings = new LinkedHashMap<>(connector.settings());
        connector
                .secrets()
                .forEach((setting, field) -> settings.put(setting, "${secret:" + connector.name() + "/" + field + "}"));
        return settings;
    }

    static Map<String, Object> pinned(Connector.Pinned pinned) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", pinned.from());
        if (!pinned.columns().isEmpty()) {
            document.put("columns", pinned.columns());
        }
        if (!pinned.key().isEmpty()) {
            document.put("key", pinned.key());
        }
        if (!pinned.classes().isEmpty()) {
            Map<String, Object> classes = new LinkedHashMap<>();
            pinned.classes().forEach((column, as) -> classes.put(column, as.code()));
            document.put("classes", classes);
        }
        return document;
    }

    /** The lines that lay the suggested classes down in the connector's file, beside those that stand there. */
    static String classes(Connector connector, Dataset dataset, List<ClassHint> hints) {
        Map<String, DataClass> suggested = new LinkedHashMap<>();
        hints.forEach(hint -> suggested.put(hint.column(), hint.dataClass()));
        return dump(Map.of(
                "datasets",
                Map.of(
                        dataset.name().dataset(),
                        pinned(withClasses(connector, dataset.name(), suggested)
                                .datasets()
                                .get(dataset.name().dataset())))));
    }

    /** A connector that lays further classes down for a dataset. */
    static Connector withClasses(Connector connector, DatasetName dataset, Map<String, DataClass> further) {
        Connector.Pinned before = connector
                .datasets()
                .getOrDefault(
                        dataset.dataset(), new Connector.Pinned(dataset.dataset(), List.of(), List.of(), Map.of()));
        Map<String, DataClass> classes = new LinkedHashMap<>(before.classes());
        DataClass others = classes.remove("*");
        classes.putAll(further);
        if (others != null) {
            classes.put("*", others);
        }
        Map<String, Connector.Pinned> datasets = new LinkedHashMap<>(connector.datasets());
        datasets.put(dataset.dataset(), new Connector.Pinned(before.from(), before.columns(), before.key(), classes));
        return new Connector(
                connector.name(),
                connector.title(),
                connector.agency(),
                connector.contact(),
                connector.type(),
                connector.settings(),
                connector.secrets(),
                datasets,
                connector.origin(),
                connector.file());
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
