package vn.lienthong.connector;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Text;

/** Registers, changes and removes connectors of the hub by a form made from their type's settings. */
@Controller
@RequestMapping("/connectors")
class RegistrationController {
    private final Connectors connectors;
    private final Registrations registrations;
    private final SecretChanges changes;
    private final ConnectorPages pages;
    private final Examinations examinations;
    private final Agencies agencies;
    private final Callers callers;

    RegistrationController(
            Connectors connectors,
            Registrations registrations,
            SecretChanges changes,
            ConnectorPages pages,
            Examinations examinations,
            Agencies agencies,
            Callers callers) {
        this.callers = callers;
        this.connectors = connectors;
        this.registrations = registrations;
        this.changes = changes;
        this.pages = pages;
        this.examinations = examinations;
        this.agencies = agencies;
    }

    @May(Act.REGISTER_CONNECTORS)
    @GetMapping("/new")
    String choose(@RequestParam(required = false) @Nullable String type, Model model) {
        boolean known = pages.forms().stream().anyMatch(form -> form.type().equals(type));
        return form(model, known && type != null ? new ConnectorDraft(pages.form(type), Map.of()) : null, null);
    }

    @May(Act.REGISTER_CONNECTORS)
    @Confirmed(always = false)
    @PostMapping("/new")
    String register(
            @RequestParam String type,
            @RequestParam Map<String, String> values,
            Principal person,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        ConnectorDraft draft = new ConnectorDraft(pages.form(type), values);
        String text = draft.text(Set.of(), Map.of());
        return keep(
                draft,
                text,
                null,
                () -> registrations.register(text, callers.current()),
                person,
                model,
                after,
                response);
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @GetMapping("/{name}/edit")
    String change(@PathVariable ConnectorName name, Model model) {
        Connector connector = connectors.get(name);
        return form(model, ConnectorDraft.of(connector, pages.form(connector.type())), connector);
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed(always = false)
    @PostMapping("/{name}/edit")
    String replace(
            @PathVariable ConnectorName name,
            @RequestParam Map<String, String> values,
            Principal person,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        Connector there = connectors.get(name);
        Map<String, String> typed = new LinkedHashMap<>(values);
        typed.put("name", name.value());
        ConnectorDraft draft = new ConnectorDraft(pages.form(there.type()), typed);
        Map<String, Object> datasets = new LinkedHashMap<>();
        there.datasets().forEach((dataset, pinned) -> datasets.put(dataset, ConnectorText.pinned(pinned)));
        String text = draft.text(there.secrets().keySet(), datasets);
        return keep(
                draft,
                text,
                there,
                () -> registrations.replace(name, text, callers.current()),
                person,
                model,
                after,
                response);
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @PostMapping("/{name}/removal")
    String remove(@PathVariable ConnectorName name, Principal person, RedirectAttributes after) {
        registrations.remove(name, person.getName());
        after.addFlashAttribute("said", "connector.said.removed");
        return "redirect:/connectors";
    }

    private String keep(
            ConnectorDraft draft,
            String text,
            @Nullable Connector there,
            Supplier<Connector> act,
            Principal person,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        try {
            if (!draft.secrets().isEmpty()) {
                callers.current().needConfirmed();
            }
            Connector connector = act.get();
            draft.secrets()
                    .forEach((setting, secret) -> changes.give(
                            connector.name(), setting, Secret.of(secret), SecretChanges.Terms.USUAL, person.getName()));
            examinations.start(connector.name());
            after.addFlashAttribute("said", "connector.said.kept");
            return "redirect:/connectors/" + connector.name();
        } catch (DocumentException wrong) {
            model.addAttribute("wrong", wrong(text, wrong.problems()));
            model.addAttribute("trouble", null);
        } catch (HubException refused) {
            if (refused.code().kind() == ErrorKind.BUG) {
                throw refused;
            }
            model.addAttribute("wrong", Map.of());
            model.addAttribute("trouble", List.of(refused.problem(), refused.remedy()));
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return form(model, draft, there);
    }

    private static Map<String, Text> wrong(String text, List<Problem> problems) {
        Map<String, Text> wrong = new LinkedHashMap<>();
        for (Problem problem : problems) {
            wrong.putIfAbsent(
                    ConnectorDraft.field(text, problem),
                    new Text(
                            problem.what().vi() + " " + problem.remedy().vi(),
                            problem.what().en() + " " + problem.remedy().en()));
        }
        return wrong;
    }

    private String form(Model model, @Nullable ConnectorDraft draft, @Nullable Connector there) {
        model.addAttribute("forms", pages.forms());
        model.addAttribute("draft", draft);
        model.addAttribute("there", there);
        Caller caller = callers.current();
        model.addAttribute(
                "agencies",
                agencies.all().stream()
                        .filter(agency -> caller.may(Act.REGISTER_CONNECTORS, agency.code()))
                        .toList());
        if (!model.containsAttribute("wrong")) {
            model.addAttribute("wrong", Map.of());
        }
        return "connector/form";
    }
}
