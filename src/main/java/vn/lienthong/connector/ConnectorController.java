package vn.lienthong.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;

/** Pages about connectors: which systems can be reached, and what is in them. */
@Controller
@RequestMapping("/connectors")
class ConnectorController {
    private final Connectors connectors;
    private final ConnectorPages pages;
    private final Examinations examinations;
    private final Callers callers;

    ConnectorController(Connectors connectors, ConnectorPages pages, Examinations examinations, Callers callers) {
        this.callers = callers;
        this.connectors = connectors;
        this.pages = pages;
        this.examinations = examinations;
    }

    @May(Act.SEE)
    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String state, Model model) {
        List<ConnectorPages.Line> lines = pages.lines();
        model.addAttribute("lines", lines);
        model.addAttribute("groups", pages.groups(lines, q, state));
        model.addAttribute("problems", callers.current().may(Act.RUN_PLATFORM) ? connectors.problems() : List.of());
        model.addAttribute("q", q);
        model.addAttribute("state", state);
        model.addAttribute(
                "running", lines.stream().anyMatch(line -> line.state().equals("run")));
        return "connector/list";
    }

    @May(Act.EXAMINE)
    @Costly
    @PostMapping("/examination")
    String examineAll() {
        Caller caller = callers.current();
        connectors.all().stream()
                .filter(connector -> caller.may(Act.EXAMINE, connector.agency()))
                .forEach(connector -> examinations.start(connector.name()));
        return "redirect:/connectors";
    }

    @May(value = Act.SEE, of = "connector")
    @GetMapping("/{name}")
    String one(
            @PathVariable ConnectorName name, @RequestParam(required = false) @Nullable String datasets, Model model) {
        Connector connector = connectors.get(name);
        ConnectorPages.Line line = pages.line(connector);
        model.addAttribute("line", line);
        model.addAttribute("connector", connector);
        model.addAttribute("kept", pages.kept(connector));
        model.addAttribute("aside", pages.aside(connector));
        model.addAttribute("endings", pages.endings(connector));
        model.addAttribute("agency", pages.agency(connector.agency()));
        model.addAttribute("found", datasets == null ? null : pages.datasets(name));
        model.addAttribute("exchanges", pages.exchanges(connector));
        model.addAttribute("mostGood", KeptExchanges.GOOD);
        model.addAttribute("mostBad", KeptExchanges.BAD);
        model.addAttribute("drifts", connectors.drifts(name));
        model.addAttribute("yaml", ConnectorText.write(connector));
        return "connector/one";
    }

    @May(value = Act.EXAMINE, of = "connector")
    @Costly
    @PostMapping("/{name}/examination")
    String examine(@PathVariable ConnectorName name, @RequestParam(defaultValue = "") String back) {
        examinations.start(connectors.get(name).name());
        return back.equals("list") ? "redirect:/connectors" : "redirect:/connectors/" + name;
    }
}
