package vn.lienthong.connector;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The page of where connectors may go. */
@Controller
@RequestMapping("/destinations")
class DestinationsController {
    private final DestinationDesk desk;
    private final Agencies agencies;
    private final Callers callers;

    DestinationsController(DestinationDesk desk, Agencies agencies, Callers callers) {
        this.desk = desk;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** The destinations of one agency. */
    record Group(Text name, List<Destination> destinations) {}

    /** What is typed into the form, or brought along from a connector that may not go where it points. */
    record Given(String agency, String host, String ports, String reason) {}

    @May(Act.SEE)
    @GetMapping
    String page(
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "") String host,
            @RequestParam(defaultValue = "") String ports,
            Model model) {
        List<Destination> all = desk.all();
        Caller caller = callers.current();
        model.addAttribute(
                "groups",
                all.stream()
                        .map(Destination::agency)
                        .distinct()
                        .map(code -> new Group(
                                agencies.name(code),
                                all.stream()
                                        .filter(one -> one.agency().equals(code))
                                        .toList()))
                        .toList());
        model.addAttribute("agencies", owned(caller));
        if (!model.containsAttribute("given")) {
            model.addAttribute("given", new Given(agency, host, ports, ""));
        }
        return "connector/destinations";
    }

    private List<Agency> owned(Caller caller) {
        return agencies.all().stream()
                .filter(agency -> caller.may(Act.REGISTER_CONNECTORS, agency.code()))
                .toList();
    }

    @May(Act.REGISTER_CONNECTORS)
    @PostMapping
    String ask(
            @RequestParam String agency,
            @RequestParam String host,
            @RequestParam String ports,
            @RequestParam String reason,
            RedirectAttributes after) {
        try {
            Optional<Approval> asked = desk.ask(AgencyCode.parse(agency), host, ports, reason, callers.current());
            if (asked.isPresent()) {
                return "redirect:/approvals/" + asked.get().number();
            }
            after.addFlashAttribute("said", "destination.said.granted");
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
            after.addFlashAttribute("given", new Given(agency, host, ports, reason));
        }
        return "redirect:/destinations";
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "destination", id = "number")
    @PostMapping("/{number}/end")
    String end(@PathVariable long number, RedirectAttributes after) {
        desk.end(number, "", callers.current());
        after.addFlashAttribute("said", "destination.said.ended");
        return "redirect:/destinations";
    }
}
