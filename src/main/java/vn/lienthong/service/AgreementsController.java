package vn.lienthong.service;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The page of services and agreements: what is answered, to whom, for what and until when. */
@Controller
class AgreementsController {
    private static final String PAGE = "redirect:/services";

    private final AgreementDesk desk;
    private final AgreementApproval approval;
    private final PastAgreements past;
    private final UsageDesk usage;
    private final TryDesk trying;
    private final Agencies agencies;

    AgreementsController(
            AgreementDesk desk,
            AgreementApproval approval,
            PastAgreements past,
            UsageDesk usage,
            TryDesk trying,
            Agencies agencies) {
        this.trying = trying;
        this.past = past;
        this.approval = approval;
        this.desk = desk;
        this.usage = usage;
        this.agencies = agencies;
    }

    /** A service with the name of its agency, and whether the reader may try it. */
    record ShownService(AgreementDesk.Published published, Text agency, boolean over, boolean tries) {
        /** How it stands at a glance: one that goes out of use is {@code slow}. */
        public String shape() {
            Retirement retirement = published.service().retirement();
            return over ? "off" : !published.answers() ? "fail" : retirement.announced() ? "slow" : "ok";
        }

        /** The same in one word. */
        public String state() {
            return switch (shape()) {
                case "off" -> "over";
                case "fail" -> "hindered";
                case "slow" -> "deprecated";
                default -> "answers";
            };
        }
    }

    /** An agreement with the name of its consumer. */
    record ShownAgreement(AgreementDesk.Line line, Text consumer, boolean endsSoon, boolean ofFile, String shape) {}

    /** One that was ended, with the name of its consumer. */
    record ShownEnded(PastAgreements.Past one, Text consumer) {}

    @May(Act.SEE)
    @GetMapping("/services")
    String page(Model model) {
        List<ShownAgreement> agreements = desk.agreements().stream()
                .map(line -> new ShownAgreement(
                        line,
                        agencies.name(line.agreement().consumer()),
                        line.standing().endsSoon(),
                        line.agreement().ofFile(),
                        line.standing().shape()))
                .toList();
        Set<ServiceId> tried = trying.tried();
        model.addAttribute(
                "services",
                desk.services().stream()
                        .map(one -> new ShownService(
                                one,
                                agencies.name(one.service().agency()),
                                one.service().retirement().over(desk.today()),
                                tried.contains(one.service().id())))
                        .toList());
        model.addAttribute("agreements", agreements);
        model.addAttribute(
                "suspended",
                agreements.stream()
                        .filter(one -> one.line().standing().state() == Standing.State.SUSPENDED)
                        .count());
        model.addAttribute(
                "soon", agreements.stream().filter(ShownAgreement::endsSoon).count());
        model.addAttribute(
                "without",
                agreements.stream()
                        .filter(one -> one.line().standing().state() == Standing.State.WITHOUT_BASIS)
                        .count());
        model.addAttribute("problems", desk.problems());
        model.addAttribute(
                "ended",
                past.ended().stream()
                        .map(one -> new ShownEnded(one, agencies.name(one.consumer())))
                        .toList());
        return "service/services";
    }

    /** One agreement: what was agreed, and how it came to be; also one that was ended. */
    @May(value = Act.SEE, of = AgreementDesk.KIND)
    @GetMapping("/agreements/{name}")
    String one(@PathVariable String name, Model model) {
        AgreementDesk.Line line = desk.find(name).orElse(null);
        model.addAttribute("name", name);
        model.addAttribute("line", line);
        model.addAttribute("terms", line == null ? null : desk.terms(line));
        model.addAttribute("versions", past.versions(name));
        model.addAttribute("chart", line == null ? null : usage.of(line.agreement()));
        return "service/agreement";
    }

    /** How often one service is asked, and under which agreements. */
    @May(Act.SEE)
    @GetMapping("/services/usage")
    String usage(
            @RequestParam(defaultValue = "") String service,
            @RequestParam(required = false) @Nullable String program,
            Model model) {
        UsageDesk.Service one = usage.of(service, program);
        model.addAttribute("one", one);
        model.addAttribute("chart", one.chart());
        model.addAttribute(
                "tries", trying.tried().contains(one.published().service().id()));
        model.addAttribute(
                "agreements",
                one.agreements().stream()
                        .map(line -> new ShownAgreement(
                                line,
                                agencies.name(line.agreement().consumer()),
                                line.standing().endsSoon(),
                                line.agreement().ofFile(),
                                line.standing().shape()))
                        .toList());
        return "service/usage";
    }

    @May(Act.SHARE_DATA)
    @PostMapping("/agreements")
    String propose(
            @RequestParam(defaultValue = "") String yaml,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        try {
            return "redirect:/approvals/" + approval.propose(yaml, reason).number();
        } catch (DocumentException wrong) {
            after.addFlashAttribute("wrongYaml", wrong.problems());
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        after.addFlashAttribute("yaml", yaml);
        after.addFlashAttribute("reason", reason);
        return "redirect:/agreements/new";
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @PostMapping("/agreements/{name}/end")
    String end(@PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return told(after, "services.said.ended", () -> desk.end(name, reason));
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @PostMapping("/agreements/{name}/suspend")
    String suspend(
            @PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return told(after, "services.said.suspended", () -> desk.suspend(name, reason));
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @Confirmed
    @PostMapping("/agreements/{name}/lift")
    String lift(@PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return told(after, "services.said.lifted", () -> desk.lift(name, reason));
    }

    private static String told(RedirectAttributes after, String said, Runnable act) {
        try {
            act.run();
            after.addFlashAttribute("said", said);
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        return PAGE;
    }
}
