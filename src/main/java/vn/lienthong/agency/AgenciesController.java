package vn.lienthong.agency;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The pages of the tree of agencies. */
@Controller
@RequestMapping("/agencies")
class AgenciesController {
    private final Agencies agencies;
    private final AgenciesShown shown;
    private final TreeDesk desk;
    private final TreeApproval second;
    private final Callers callers;

    AgenciesController(Agencies agencies, AgenciesShown shown, TreeDesk desk, TreeApproval second, Callers callers) {
        this.agencies = agencies;
        this.shown = shown;
        this.desk = desk;
        this.second = second;
        this.callers = callers;
    }

    /** What is typed into a form. */
    record Given(String code, String name, String english, String parent, String contact, String reason) {
        static Given of(Agency agency) {
            boolean same = agency.name().en().equals(agency.name().vi());
            return new Given(
                    agency.given(),
                    agency.name().vi(),
                    same ? "" : agency.name().en(),
                    agency.parent() == null ? "" : agency.parent().value(),
                    agency.contact() == null ? "" : agency.contact(),
                    "");
        }

        Wanted wanted() {
            return TreeForm.wanted(code, name, english, parent, contact);
        }
    }

    @May(Act.SEE)
    @GetMapping
    String page(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int from, Model model) {
        AgenciesShown.Listed listed = shown.list(callers.current(), q.strip(), from);
        model.addAttribute("listed", listed);
        model.addAttribute("q", q.strip());
        return "agency/agencies";
    }

    @May(Act.MANAGE_AGENCIES)
    @GetMapping("/new")
    String form(@RequestParam(defaultValue = "") String parent, Model model) {
        if (!model.containsAttribute("given")) {
            model.addAttribute("given", new Given("", "", "", parent, "", ""));
        }
        model.addAttribute("choices", shown.managed(callers.current()));
        return "agency/agency-new";
    }

    @May(Act.MANAGE_AGENCIES)
    @Confirmed(always = false)
    @PostMapping
    String add(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String english,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        Given given = new Given(code, name, english, parent, contact, reason);
        return written(after, given, "redirect:/agencies/new", "agencies.said.added", () -> {
            Wanted wanted = given.wanted();
            return new Done(wanted.code(), desk.add(callers.current(), wanted, reason));
        });
    }

    @May(value = Act.SEE, of = "agency", id = "code")
    @GetMapping("/{code}")
    String one(@PathVariable String code, Model model) {
        Caller caller = callers.current();
        Agency agency = find(code);
        model.addAttribute("agency", agency);
        model.addAttribute("above", shown.above(caller, agency));
        model.addAttribute("below", shown.below(caller, agency));
        model.addAttribute("things", desk.things(agency.code()));
        model.addAttribute("waiting", second.open(agency.code()).orElse(null));
        model.addAttribute("managed", caller.may(Act.MANAGE_AGENCIES, agency.code()));
        model.addAttribute("choices", shown.managed(caller));
        if (!model.containsAttribute("given")) {
            model.addAttribute("given", Given.of(agency));
        }
        return "agency/agency";
    }

    private Agency find(String code) {
        return agencies.find(AgencyCode.parse(code))
                .orElseThrow(() -> new HubException(AgencyError.AGENCY_UNKNOWN, Map.of("code", code)));
    }

    @May(value = Act.MANAGE_AGENCIES, of = "agency", id = "code")
    @Confirmed(always = false)
    @PostMapping("/{code}")
    String alter(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String given,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String english,
            @RequestParam(defaultValue = "") String parent,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        Given said = new Given(given, name, english, parent, contact, reason);
        return written(after, said, page(AgencyCode.parse(code)), "agencies.said.altered", () -> {
            Wanted wanted = TreeForm.same(find(code), said.wanted());
            return new Done(wanted.code(), desk.alter(callers.current(), wanted, reason));
        });
    }

    private record Done(AgencyCode code, Optional<Approval> asked) {}

    private static String written(RedirectAttributes after, Given given, String form, String said, Supplier<Done> act) {
        try {
            Done done = act.get();
            @Nullable Approval asked = done.asked().orElse(null);
            if (asked != null) {
                return "redirect:/approvals/" + asked.number();
            }
            after.addFlashAttribute("said", said);
            return page(done.code());
        } catch (HubException refused) {
            after.addFlashAttribute("given", given);
            return PeopleShown.trouble(after, form, refused);
        }
    }

    @May(value = Act.MANAGE_AGENCIES, of = "agency", id = "code")
    @PostMapping("/{code}/end")
    String end(@PathVariable String code, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        AgencyCode ending = AgencyCode.parse(code);
        try {
            desk.end(callers.current(), ending, reason);
            after.addFlashAttribute("said", "agencies.said.ended");
            return "redirect:/agencies";
        } catch (HubException refused) {
            return PeopleShown.trouble(after, page(ending), refused);
        }
    }

    private static String page(AgencyCode code) {
        return "redirect:/agencies/" + code;
    }
}
