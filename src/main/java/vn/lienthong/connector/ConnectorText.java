package vn.lienthong.connector;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

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
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setSplitLines(false);
        return new Yaml(options).dump(document);
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
            pinned.classes()
                    .forEach((column, as) -> classes.put(column, as.name().toLowerCase(Locale.ROOT)));
            document.put("classes", classes);
        }
        return document;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }
}
