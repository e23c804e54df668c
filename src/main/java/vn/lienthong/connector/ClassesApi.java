package vn.lienthong.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** Data classes of a dataset's columns for programs: suggestions, and laying them down. */
@RestController
@RequestMapping("/api/v1/connectors/{name}/classes")
class ClassesApi {
    private final ClassHints hints;
    private final Registrations registrations;
    private final Callers callers;

    ClassesApi(ClassHints hints, Registrations registrations, Callers callers) {
        this.hints = hints;
        this.registrations = registrations;
        this.callers = callers;
    }

    /** The dataset that is asked about, without its connector: {@code pupils}. */
    record Asked(@Nullable String dataset) {}

    /** Classes by column, as files write them: {@code personal}. */
    record Laid(@Nullable String dataset, @Nullable Map<String, String> classes) {}

    /** What names and the first rows suggest for columns without a class; no value is kept or told. */
    @May(value = Act.EXAMINE, of = "connector")
    @Costly
    @PostMapping("/suggestions")
    Map<String, List<ConnectorView.HintView>> look(@PathVariable String name, @RequestBody Asked asked, Locale locale) {
        return Map.of(
                "items",
                hints.look(dataset(name, asked.dataset()), callers.current().name()).stream()
                        .map(hint -> ConnectorView.HintView.of(hint, locale))
                        .toList());
    }

    /** Lays classes down for columns of a dataset; those of other columns stay. */
    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @PutMapping
    Map<String, String> classify(@PathVariable String name, @RequestBody Laid laid) {
        Map<String, DataClass> classes = new LinkedHashMap<>();
        if (laid.classes() != null) {
            laid.classes().forEach((column, word) -> classes.put(column, dataClass(column, word)));
        }
        DatasetName dataset = dataset(name, laid.dataset());
        Connector connector = registrations.classify(dataset, classes, callers.current());
        Map<String, String> now = new LinkedHashMap<>();
        connector.datasets().get(dataset.dataset()).classes().forEach((column, as) -> now.put(column, as.code()));
        return now;
    }

    private static DatasetName dataset(String connector, @Nullable String dataset) {
        return new DatasetName(new ConnectorName(connector), dataset == null ? "" : dataset);
    }

    private static DataClass dataClass(String column, @Nullable String word) {
        return DataClass.decided(word)
                .orElseThrow(() -> new HubException(
                        RegistryError.CLASS_UNKNOWN,
                        Map.of(
                                "column", ConnectorReader.shortened(column),
                                "class", ConnectorReader.shortened(String.valueOf(word)))));
    }
}
