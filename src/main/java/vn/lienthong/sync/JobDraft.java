package vn.lienthong.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vn.lienthong.connector.Dataset;
import vn.lienthong.document.PlainYaml;
import vn.lienthong.kernel.Column;

/**
 * A sync job as somebody puts it together in the form; written as the document that registers it.
 *
 * @param values what was given, by field; {@code map.<column>} names the source column of a target column, empty for none, and {@code
 *     key.<column>} is there where a target column is of the key
 */
record JobDraft(Map<String, String> values) {
    /** When a new job may run, besides when a person starts it. */
    static final List<String> TIMES = List.of("hand", "15m", "1h", "night");

    /** Present where columns were given, and not only the two ends. */
    private static final String FILLED = "filled";

    private static final String NIGHT = "0 0 21 * * *";

    private static final String STOP_ABOVE = "20";

    /** What was given for a field, else what it is preset with. */
    public String value(String field) {
        String given = values.getOrDefault(field, "").strip();
        return given.isEmpty() && field.equals("stop") && !values.containsKey(FILLED) ? STOP_ABOVE : given;
    }

    /** The source column that a target column is made of: as given, else the one of the same name; empty for none. */
    public String made(Column target, Dataset source) {
        String field = "map." + target.name();
        if (values.containsKey(field)) {
            return value(field);
        }
        return source.schema().columns().stream()
                .map(Column::name)
                .filter(name -> plain(name).equals(plain(target.name())))
                .findFirst()
                .orElse("");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** Whether any target column is made of a source column. */
    boolean matched(Dataset source, Dataset target) {
        return target.schema().columns().stream()
                .anyMatch(column -> !made(column, source).isEmpty());
    }

    /** Whether a target column is of the key: as given, else as its system says. */
    public boolean key(Column target, Dataset into) {
        return values.containsKey(FILLED)
                ? values.containsKey("key." + target.name())
                : into.key().contains(target.name());
    }

    /** The document that registers it. */
    String text(Dataset source, Dataset target) {
        Map<String, Object> to = new LinkedHashMap<>();
        to.put("dataset", target.name().toString());
        List<String> key = target.schema().columns().stream()
                .filter(column -> key(column, target))
                .map(Column::name)
                .toList();
        if (!key.isEmpty()) {
            to.put("key", key);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        target.schema().columns().forEach(column -> Optional.of(made(column, source))
                .filter(from -> !from.isEmpty())
                .ifPresent(from -> map.put(column.name(), from)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sync", value("name"));
        document.put("title", title());
        document.put("agency", value("agency"));
        document.put("from", Map.of("dataset", source.name().toString()));
        document.put("to", to);
        switch (value("time")) {
            case "night" -> document.put("schedule", NIGHT);
            case "15m", "1h" -> document.put("every", value("time"));
            default -> {}
        }
        document.put("map", map);
        if (!value("stop").isEmpty()) {
            document.put("rejects", Map.of("stop_above", value("stop") + "%"));
        }
        return PlainYaml.write(document);
    }

    private Map<String, String> title() {
        String vietnamese = value("title_vi");
        String english = value("title_en");
        Map<String, String> title = new LinkedHashMap<>();
        title.put("vi", vietnamese);
        title.put("en", english.isEmpty() ? vietnamese : english);
        return title;
    }
}
