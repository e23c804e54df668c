package vn.lienthong.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The page of an agency's programs that ask services: registered, given secrets and ended. */
@Controller
@RequestMapping("/callers")
class CallersController {
    private static final String PAGE = "redirect:/callers";

    private final CallerDesk desk;
    private final CertificateDesk certificates;
    private final Agencies agencies;
    private final Callers callers;

    CallersController(CallerDesk desk, CertificateDesk certificates, Agencies agencies, Callers callers) {
        this.desk = desk;
        this.certificates = certificates;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** A program with the name of its agency. */
    record Shown(CallerDesk.Line line, Text agency) {}

    @May(Act.MANAGE_PEOPLE)
    @GetMapping
    String page(Model model) {
        model.addAttribute(
                "lines",
                desk.all().stream()
                        .map(line -> new Shown(line, agencies.name(line.caller().agency())))
                        .toList());
        model.addAttribute("agencies", managed());
        return "service/callers";
    }

    private List<Agency> managed() {
        Caller caller = callers.current();
        return agencies.all().stream()
                .filter(agency -> caller.may(Act.MANAGE_PEOPLE, agency.code()))
                .toList();
    }

    @May(Act.MANAGE_PEOPLE)
    @Confirmed
    @PostMapping
    String register(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "365") long days,
            RedirectAttributes after) {
        return told(after, () -> {
            Duration validity = Duration.ofDays(CallersApi.capped(days));
            shown(after, name, desk.register(name.strip(), AgencyCode.parse(agency), contact, validity));
        });
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @Confirmed
    @PostMapping("/{name}/secrets")
    String rotate(@PathVariable String name, @RequestParam(defaultValue = "168") long hours, RedirectAttributes after) {
        return told(after, () -> shown(after, name, desk.rotate(name, Duration.ofHours(CallersApi.capped(hours)))));
    }

    private static void shown(RedirectAttributes after, String name, ServiceCallers.Issued issued) {
        after.addFlashAttribute("issued", issued.text());
        after.addFlashAttribute("issuedFor", name);
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @PostMapping("/{name}/secrets/{number}/end")
    String endSecret(@PathVariable String name, @PathVariable long number, RedirectAttributes after) {
        return told(after, () -> {
            desk.endSecret(name, number);
            after.addFlashAttribute("said", "callers.said.secret-ended");
        });
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @Confirmed
    @PostMapping("/{name}/certificates")
    String addCertificate(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "168") long hours,
            RedirectAttributes after)
            throws IOException {
        String pem = file == null
                ? ""
                : new String(file.getInputStream().readNBytes(CertificateText.MOST + 1), StandardCharsets.ISO_8859_1);
        return told(after, () -> {
            certificates.add(name, pem, Duration.ofHours(CallersApi.capped(hours)));
            after.addFlashAttribute("said", "callers.said.certificate-added");
        });
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @PostMapping("/{name}/certificates/{number}/end")
    String endCertificate(@PathVariable String name, @PathVariable long number, RedirectAttributes after) {
        return told(after, () -> {
            certificates.end(name, number);
            after.addFlashAttribute("said", "callers.said.certificate-ended");
        });
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @PostMapping("/{name}/end")
    String end(@PathVariable String name, RedirectAttributes after) {
        return told(after, () -> {
            desk.end(name);
            after.addFlashAttribute("said", "callers.said.ended");
        });
    }

    private static String told(RedirectAttributes after, Runnable act) {
        try {
            act.run();
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        return PAGE;
    }
}
