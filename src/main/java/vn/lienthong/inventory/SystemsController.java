package vn.lienthong.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The pages of the inventory: the table, one system, and its form. */
@Controller
@RequestMapping("/systems")
class SystemsController {
    private final SeenSystems systems;
    private final SystemsShown shown;
    private final SystemForm form;
    private final SystemDesk desk;
    private final SystemLooks looks;
    private final KeptLooks kept;
    private final DataKinds kinds;
    private final SeenConnectors connectors;
    private final SystemImports imports;
    private final Review review;
    private final OverlapsShown overlaps;
    private final MeasureDesk measures;
    private final Callers callers;

    SystemsController(
            SeenSystems systems,
            SystemsShown shown,
            SystemForm form,
            SystemDesk desk,
            SystemLooks looks,
            KeptLooks kept,
            DataKinds kinds,
            SeenConnectors connectors,
            SystemImports imports,
            Review review,
            OverlapsShown overlaps,
            MeasureDesk measures,
            Callers callers) {
        this.systems = systems;
        this.shown = shown;
        this.form = form;
        this.desk = desk;
        this.looks = looks;
        this.kept = kept;
        this.kinds = kinds;
        this.connectors = connectors;
        this.imports = imports;
        this.review = review;
        this.overlaps = overlaps;
        this.measures = measures;
        this.callers = callers;
    }

    @May(Act.SEE)
    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "0") int from,
            Model model) {
        Review.Found found = review.find();
        Map<String, OverlapsShown.Line> tops = found.tops();
        SystemsShown.Wanted wanted = new SystemsShown.Wanted(q.strip(), state, kind, sort);
        model.addAttribute("found", found);
        model.addAttribute("tops", tops);
        model.addAttribute("listed", shown.list(found.lines(), wanted, tops, from));
        model.addAttribute("wanted", wanted);
        model.addAttribute("kinds", kinds.all());
        Caller caller = callers.current();
        model.addAttribute(
                "file", caller.may(Act.KEEP_SYSTEMS) ? imports.newest(caller).orElse(null) : null);
        model.addAttribute("measuring", measures.newest().orElse(null));
        return "inventory/list";
    }

    @May(Act.KEEP_SYSTEMS)
    @GetMapping("/new")
    String form(@RequestParam(defaultValue = "") String connector, Model model) {
        if (!model.containsAttribute("cells")) {
            Map<String, String> cells = connectors.all().stream()
                    .filter(one -> one.name().value().equals(connector))
                    .findFirst()
                    .map(form::of)
                    .orElse(Map.of());
            model.addAttribute("cells", cells);
        }
        return page(model, null);
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping
    String add(@RequestParam MultiValueMap<String, String> sent, RedirectAttributes after) {
        return written(
                after,
                sent,
                "redirect:/systems/new",
                "systems.said.added",
                () -> desk.add(callers.current(), SystemForm.cells(sent)));
    }

    @May(value = Act.SEE, of = "system")
    @GetMapping("/{name}")
    String one(@PathVariable String name, Model model) {
        KnownSystem system = systems.get(name);
        SystemsShown.Line line = shown.line(system);
        model.addAttribute("line", line);
        model.addAttribute("names", kinds.names());
        model.addAttribute("overlaps", overlaps.of(system));
        model.addAttribute("measured", overlaps.measured().get(name));
        model.addAttribute(
                "datasets",
                kept.datasets(line.standing().ways().stream()
                        .map(Connector::name)
                        .map(Object::toString)
                        .toList()));
        return "inventory/one";
    }

    @May(value = Act.KEEP_SYSTEMS, of = "system")
    @GetMapping("/{name}/edit")
    String edit(@PathVariable String name, Model model) {
        KnownSystem system = systems.get(name);
        if (!model.containsAttribute("cells")) {
            Map<String, String> cells = new HashMap<>(SystemFields.texts(system));
            cells.put("version", "" + system.version());
            model.addAttribute("cells", cells);
        }
        return page(model, system);
    }

    private String page(Model model, @Nullable KnownSystem system) {
        @SuppressWarnings("unchecked")
        Map<String, String> cells = (Map<String, String>) model.getAttribute("cells");
        model.addAttribute(
                "form",
                form.shown(callers.current(), cells == null ? Map.of() : cells, system == null ? "" : system.name()));
        model.addAttribute("system", system);
        return "inventory/form";
    }

    @May(value = Act.KEEP_SYSTEMS, of = "system")
    @PostMapping("/{name}")
    String alter(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Long version,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes after) {
        return written(
                after,
                sent,
                "redirect:/systems/" + name + "/edit",
                "systems.said.altered",
                () -> desk.alter(callers.current(), name, SystemForm.cells(sent), version));
    }

    private static String written(
            RedirectAttributes after,
            MultiValueMap<String, String> sent,
            String form,
            String said,
            Supplier<KnownSystem> act) {
        try {
            KnownSystem done = act.get();
            after.addFlashAttribute("said", said);
            return "redirect:/systems/" + done.name();
        } catch (HubException refused) {
            Map<String, String> cells = SystemForm.cells(sent);
            cells.put("version", sent.getOrDefault("version", List.of("")).get(0));
            after.addFlashAttribute("cells", cells);
            return trouble(after, form, refused);
        }
    }

    @May(value = Act.KEEP_SYSTEMS, of = "system")
    @PostMapping("/{name}/end")
    String end(@PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        try {
            desk.end(callers.current(), name, reason);
            after.addFlashAttribute("said", "systems.said.ended");
            return "redirect:/systems";
        } catch (HubException refused) {
            return trouble(after, "redirect:/systems/" + name, refused);
        }
    }

    /** Has the hub look anew at what its connectors show. */
    @May(value = Act.EXAMINE, of = "system")
    @PostMapping("/{name}/look")
    String look(@PathVariable String name, RedirectAttributes after) {
        looks.again(systems.get(name));
        after.addFlashAttribute("said", "systems.said.look");
        return "redirect:/systems/" + name;
    }

    static String trouble(RedirectAttributes after, String page, HubException refused) {
        after.addFlashAttribute("trouble", List.of(refused.problem(), refused.remedy()));
        return page;
    }
}
