package vn.lienthong.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.May;

/** The page on which the owner of a connector decides how carefully each column of a dataset is handled. */
@Controller
@RequestMapping("/connectors/{name}/classes")
class ClassesController {
    /** Before the column's name in the form's fields: names of columns may be anything. */
    private static final String FIELD = "class.";

    private final Connectors connectors;
    private final ClassHints hints;
    private final Registrations registrations;
    private final Callers callers;

    ClassesController(Connectors connectors, ClassHints hints, Registrations registrations, Callers callers) {
        this.connectors = connectors;
        this.hints = hints;
        this.registrations = registrations;
        this.callers = callers;
    }

    /**
     * A column on the page.
     *
     * @param hint null where nothing is suggested
     */
    record Line(Column column, @Nullable ClassHint hint) {
        /** Whether nobody has decided yet. */
        public boolean open() {
            return column.dataClass() == DataClass.UNCLASSIFIED;
        }
    }

    @May(value = Act.EXAMINE, of = "connector")
    @GetMapping
    String show(@PathVariable ConnectorName name, @RequestParam(defaultValue = "") String dataset, Model model) {
        if (dataset.isEmpty()) {
            return "redirect:/connectors/" + connectors.get(name).name() + "?datasets=1";
        }
        Dataset found = connectors.dataset(new DatasetName(name, dataset));
        return page(found, ClassHints.ofNames(found), false, model);
    }

    /** Has the first rows looked at; shows what they suggest, and none of them. */
    @May(value = Act.EXAMINE, of = "connector")
    @Costly
    @PostMapping("/look")
    String look(@PathVariable ConnectorName name, @RequestParam String dataset, Model model) {
        DatasetName asked = new DatasetName(name, dataset);
        List<ClassHint> found = hints.look(asked, callers.current().name());
        return page(connectors.dataset(asked), found, true, model);
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @PostMapping
    String classify(
            @PathVariable ConnectorName name,
            @RequestParam String dataset,
            @RequestParam Map<String, String> values,
            RedirectAttributes after) {
        Map<String, DataClass> classes = new LinkedHashMap<>();
        values.forEach((field, word) -> {
            if (field.startsWith(FIELD)) {
                DataClass.decided(word).ifPresent(as -> classes.put(field.substring(FIELD.length()), as));
            }
        });
        registrations.classify(new DatasetName(name, dataset), classes, callers.current());
        after.addFlashAttribute("said", "classes.said.kept");
        after.addAttribute("dataset", dataset);
        return "redirect:/connectors/" + name + "/classes";
    }

    private String page(Dataset dataset, List<ClassHint> found, boolean looked, Model model) {
        Map<String, ClassHint> byColumn =
                found.stream().collect(Collectors.toMap(ClassHint::column, Function.identity()));
        List<Line> lines = dataset.schema().columns().stream()
                .map(column -> new Line(column, byColumn.get(column.name())))
                .toList();
        Connector connector = connectors.get(dataset.name().connector());
        model.addAttribute("connector", connector);
        model.addAttribute("dataset", dataset);
        model.addAttribute("lines", lines);
        model.addAttribute("open", lines.stream().filter(Line::open).count());
        model.addAttribute("looked", looked);
        model.addAttribute("choices", DataClass.DECIDED);
        model.addAttribute("field", FIELD);
        model.addAttribute("yaml", ConnectorText.classes(connector, dataset, found));
        model.addAttribute("rows", ClassHints.ROWS);
        return "connector/classes";
    }
}
