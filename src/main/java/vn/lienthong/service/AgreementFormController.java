package vn.lienthong.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The form in which an agreement is written and renewed: what it says is checked, shown, and proposed to somebody else. */
@Controller
@RequestMapping("/agreements/new")
class AgreementFormController {
    private static final String PAGE = "redirect:/agreements/new";

    private final KnownServices known;
    private final AgreementApproval approval;
    private final AgreementWords words;
    private final InstrumentDesk instruments;
    private final Agencies agencies;
    private final Callers callers;
    private final Clock clock;

    AgreementFormController(
            KnownServices known,
            AgreementApproval approval,
            AgreementWords words,
            InstrumentDesk instruments,
            Agencies agencies,
            Callers callers,
            Clock clock) {
        this.known = known;
        this.approval = approval;
        this.words = words;
        this.instruments = instruments;
        this.agencies = agencies;
        this.callers = callers;
        this.clock = clock;
    }

    /** A column that the service can answer, with its class; one that is sensitive needs a reason. */
    record Field(String column, DataClass kind) {
        public boolean sensitive() {
            return kind == DataClass.SENSITIVE;
        }
    }

    @May(Act.SHARE_DATA)
    @GetMapping
    String page(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(defaultValue = "") String renew,
            Model model) {
        Agreement renewed = renewed(renew);
        if (!model.containsAttribute("given")) {
            model.addAttribute("given", renewed == null ? fresh(service) : AgreementForm.of(renewed));
        }
        @SuppressWarnings("unchecked")
        MultiValueMap<String, String> given =
                (MultiValueMap<String, String>) Objects.requireNonNull(model.getAttribute("given"));
        List<DataService> own = own();
        String wanted = AgreementForm.one(given, "service");
        DataService chosen = own.stream()
                .filter(one -> one.id().toString().equals(wanted))
                .findFirst()
                .orElse(own.size() == 1 ? own.get(0) : null);
        model.addAttribute("renewed", renewed == null ? null : renewed.name());
        model.addAttribute("services", own);
        model.addAttribute("chosen", chosen);
        if (chosen != null) {
            show(chosen, model);
        }
        if (!model.containsAttribute("yaml")) {
            model.addAttribute("yaml", example());
        }
        return "service/agreement-new";
    }

    private void show(DataService chosen, Model model) {
        List<AgencyCode> keepers = agencies.upwards(chosen.agency());
        model.addAttribute(
                "fields",
                chosen.answer().stream()
                        .map(column -> new Field(column, words.dataClass(chosen, column)))
                        .toList());
        model.addAttribute(
                "asks",
                chosen.ask().stream()
                        .map(column -> new Field(column, words.dataClass(chosen, column)))
                        .toList());
        model.addAttribute(
                "instruments",
                instruments.all().stream()
                        .filter(line -> keepers.contains(line.instrument().agency()))
                        .toList());
        model.addAttribute("agencies", agencies.all());
    }

    private MultiValueMap<String, String> fresh(String service) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>();
        given.add("service", service);
        given.add("perMinute", "60");
        given.add("perDay", "10000");
        given.add("from", today.toString());
        given.add("until", today.plusYears(1).minusDays(1).toString());
        return given;
    }

    private List<DataService> own() {
        Caller caller = callers.current();
        return known.all().stream()
                .filter(one -> caller.may(Act.SHARE_DATA, one.agency()))
                .toList();
    }

    /** The agreement that is renewed; null where a new one is written, or there is none that could be. */
    private @Nullable Agreement renewed(String name) {
        Caller caller = callers.current();
        return known.agreement(name)
                .filter(one -> !one.ofFile())
                .filter(one -> known.find(one.service())
                        .filter(service -> caller.may(Act.SHARE_DATA, service.agency()))
                        .isPresent())
                .orElse(null);
    }

    /** Looks at what was typed, or proposes it; a button of the form says which. */
    @May(Act.SHARE_DATA)
    @PostMapping
    String send(@RequestParam MultiValueMap<String, String> given, RedirectAttributes after) {
        YamlLines yaml = AgreementForm.yaml(given);
        Agreement renewed = renewed(AgreementForm.one(given, "renew"));
        String reason = AgreementForm.one(given, "reason");
        try {
            if (AgreementForm.one(given, "act").equals("propose")) {
                return "redirect:/approvals/"
                        + (renewed == null
                                        ? approval.propose(yaml.toString(), reason)
                                        : approval.renew(renewed.name(), yaml.toString(), reason))
                                .number();
            }
            Agreement asked = approval.checked(yaml.toString(), renewed);
            after.addFlashAttribute(
                    "preview",
                    words.difference(asked, known.find(asked.service()).orElseThrow(), null));
            after.addFlashAttribute("answered", AnswerShape.of(asked));
        } catch (DocumentException wrong) {
            after.addFlashAttribute("wrong", yaml.byKey(wrong.problems()));
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        after.addFlashAttribute("given", given);
        if (renewed != null) {
            after.addAttribute("renew", renewed.name());
        }
        return PAGE;
    }

    /** What somebody who writes his first agreement as YAML begins with. */
    private static String example() {
        try (InputStream file = AgreementFormController.class.getResourceAsStream("/schemas/agreement.example.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
