package vn.lienthong.service;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The page of legal instruments: what agreements rest on, until when it is in force, and the form that puts one on record. */
@Controller
@RequestMapping("/instruments")
class InstrumentsController {
    private final InstrumentDesk desk;
    private final Agencies agencies;
    private final Callers callers;

    InstrumentsController(InstrumentDesk desk, Agencies agencies, Callers callers) {
        this.desk = desk;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** An instrument with the name of the agency that keeps track of it; whether the reader may change its record here. */
    record Shown(InstrumentDesk.Line line, Text agency, boolean changeable) {}

    @May(Act.SEE)
    @GetMapping
    String page(@RequestParam(defaultValue = "") String change, Model model) {
        Caller caller = callers.current();
        List<Shown> shown = desk.all().stream()
                .map(line -> new Shown(
                        line,
                        agencies.name(line.instrument().agency()),
                        !line.instrument().ofFile()
                                && caller.may(Act.SHARE_DATA, line.instrument().agency())))
                .toList();
        model.addAttribute("instruments", shown);
        List<Agency> own = agencies.all().stream()
                .filter(agency -> caller.may(Act.SHARE_DATA, agency.code()))
                .toList();
        model.addAttribute("agencies", own);
        model.addAttribute("kinds", Arrays.asList(InstrumentKind.values()));
        if (!model.containsAttribute("given")) {
            model.addAttribute(
                    "given",
                    shown.stream()
                            .filter(one -> one.changeable()
                                    && one.line().instrument().name().equals(change))
                            .findFirst()
                            .map(one -> given(one.line().instrument()))
                            .orElseGet(HashMap::new));
        }
        return "service/instruments";
    }

    private static Map<String, String> given(Instrument one) {
        Map<String, String> given = new HashMap<>();
        given.put("instrument", one.name());
        given.put("kind", one.kind().code());
        given.put("number", one.number());
        given.put("issued", one.issued().toString());
        given.put("issuer", one.issuer());
        given.put("titleVi", one.title().vi());
        given.put("titleEn", one.title().en());
        given.put("agency", one.agency().value());
        given.put(
                "parties",
                String.join(", ", one.parties().stream().map(Object::toString).toList()));
        given.put("from", one.from().toString());
        given.put("until", text(one.until()));
        given.put("replacedBy", text(one.replacedBy()));
        given.put("link", text(one.link()));
        return given;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @May(Act.SHARE_DATA)
    @PostMapping
    String propose(@RequestParam Map<String, String> given, RedirectAttributes after) {
        YamlLines yaml = yaml(new HashMap<>(given));
        try {
            return "redirect:/approvals/"
                    + desk.propose(yaml.toString(), given.getOrDefault("reason", ""))
                            .number();
        } catch (DocumentException wrong) {
            after.addFlashAttribute("wrong", yaml.byKey(wrong.problems()));
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        after.addFlashAttribute("given", new HashMap<>(given));
        return "redirect:/instruments";
    }

    private static YamlLines yaml(Map<String, String> given) {
        List<String> parties = Arrays.stream(given.getOrDefault("parties", "").split("[,;\\s]+"))
                .filter(code -> !code.isBlank())
                .toList();
        return new YamlLines()
                .needed("instrument", given.get("instrument"))
                .needed("kind", given.get("kind"))
                .needed("number", given.get("number"))
                .needed("issued", given.get("issued"))
                .needed("issuer", given.get("issuer"))
                .needed("title", titles(given))
                .needed("agency", given.get("agency"))
                .texts("parties", parties)
                .needed("from", given.get("from"))
                .text("until", given.get("until"))
                .text("replaced_by", given.get("replacedBy"))
                .text("link", given.get("link"));
    }

    /** An instrument of this country has its title in Vietnamese; the English one may be left out and is then the same. */
    private static Map<String, String> titles(Map<String, String> given) {
        String vi = given.getOrDefault("titleVi", "");
        String en = given.getOrDefault("titleEn", "");
        return AgreementForm.both("vi", vi, "en", en.isBlank() ? vi : en);
    }
}
