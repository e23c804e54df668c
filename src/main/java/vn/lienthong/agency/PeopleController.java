package vn.lienthong.agency;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The page of agencies and people. */
@Controller
@RequestMapping("/people")
class PeopleController {
    private final People people;
    private final PeopleShown shown;
    private final Grants grants;
    private final Agencies agencies;
    private final Appointments appointments;
    private final RoleApproval second;
    private final Callers callers;

    PeopleController(
            People people,
            PeopleShown shown,
            Grants grants,
            Agencies agencies,
            Appointments appointments,
            RoleApproval second,
            Callers callers) {
        this.second = second;
        this.people = people;
        this.shown = shown;
        this.grants = grants;
        this.agencies = agencies;
        this.appointments = appointments;
        this.callers = callers;
    }

    @May(Act.SEE)
    @GetMapping
    String page(Model model) {
        Caller caller = callers.current();
        List<PeopleShown.Branch> tree = shown.tree(agency -> caller.may(Act.SEE, agency));
        model.addAttribute("tree", tree);
        model.addAttribute(
                "people", tree.stream().mapToInt(one -> one.people().size()).sum());
        model.addAttribute(
                "empty",
                shown.agencies(agency -> caller.may(Act.SEE, agency)).size()
                        - tree.stream().filter(branch -> branch.code() != null).count());
        model.addAttribute("roles", Role.values());
        model.addAttribute("acts", Act.values());
        model.addAttribute("table", grants.table());
        return "agency/people";
    }

    @May(Act.MANAGE_PEOPLE)
    @GetMapping("/new")
    String form(@RequestParam(defaultValue = "") String agency, Model model) {
        Caller caller = callers.current();
        AgencyCode where = agency.isBlank() ? first(caller) : agency(agency);
        caller.need(Act.MANAGE_PEOPLE, where);
        model.addAttribute("agency", where);
        model.addAttribute("agencyName", where == null ? null : agencies.name(where));
        model.addAttribute("grantable", appointments.grantable(caller, where));
        return "agency/new";
    }

    /** The platform itself for whoever manages it, else the first agency of his. */
    private @Nullable AgencyCode first(Caller caller) {
        return caller.may(Act.MANAGE_PEOPLE, null)
                ? null
                : shown.agencies(one -> caller.may(Act.MANAGE_PEOPLE, one)).stream()
                        .map(PeopleShown.Choice::code)
                        .findFirst()
                        .orElse(null);
    }

    @May(Act.MANAGE_PEOPLE)
    @Confirmed
    @PostMapping
    String invite(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(required = false) @Nullable List<String> roles,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        try {
            List<Role> wanted =
                    roles == null ? List.of() : roles.stream().map(Role::of).toList();
            after.addFlashAttribute(
                    "invitation",
                    appointments.invite(
                            callers.current(),
                            new Appointments.Newcomer(name.strip(), title, agency(agency), wanted),
                            reason));
            return page(name.strip());
        } catch (HubException refused) {
            after.addFlashAttribute("given", Map.of("name", name, "title", title, "reason", reason));
            after.addAttribute("agency", agency);
            return PeopleShown.trouble(after, "redirect:/people/new", refused);
        }
    }

    @May(value = Act.SEE, of = "person")
    @GetMapping("/{name}")
    String one(@PathVariable String name, Model model) {
        Caller caller = callers.current();
        People.Person person =
                people.find(name).orElseThrow(() -> new HubException(AgencyError.PERSON_UNKNOWN, Map.of("name", name)));
        boolean another = !name.equals(caller.name()) && !name.equals(People.FIRST_ADMINISTRATOR);
        model.addAttribute("line", shown.line(person));
        model.addAttribute("waiting", second.open(name).orElse(null));
        model.addAttribute("managed", another && caller.may(Act.MANAGE_PEOPLE, person.agency()));
        model.addAttribute("everywhere", caller.may(Act.MANAGE_PEOPLE, null));
        model.addAttribute("agencies", shown.agencies(agency -> caller.may(Act.MANAGE_PEOPLE, agency)));
        model.addAttribute(
                "grantable",
                Stream.of(Role.values())
                        .filter(role -> appointments.mayGiveSomewhere(caller, role))
                        .toList());
        return "agency/one";
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @Confirmed
    @PostMapping("/{name}/roles")
    String grant(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        return PeopleShown.told(after, page(name), () -> {
            boolean asked = appointments
                    .grant(callers.current(), name, Role.of(role), agency(agency), reason)
                    .isPresent();
            after.addFlashAttribute("said", asked ? "people.asked" : "people.granted");
        });
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @PostMapping("/{name}/roles/{number}/end")
    String endRole(
            @PathVariable String name,
            @PathVariable long number,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        return PeopleShown.told(after, page(name), () -> {
            appointments.endRole(callers.current(), name, number, reason);
            after.addFlashAttribute("said", "people.role.ended");
        });
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @Confirmed
    @PostMapping("/{name}/invitation")
    String inviteAgain(
            @PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return PeopleShown.told(
                after,
                page(name),
                () -> after.addFlashAttribute("invitation", appointments.inviteAgain(callers.current(), name, reason)));
    }

    @May(value = Act.MANAGE_PEOPLE, of = "person")
    @PostMapping("/{name}/end")
    String end(@PathVariable String name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        try {
            appointments.end(callers.current(), name, reason);
            after.addFlashAttribute("said", "people.ended");
            return "redirect:/people";
        } catch (HubException refused) {
            return PeopleShown.trouble(after, page(name), refused);
        }
    }

    private static String page(String name) {
        return "redirect:/people/" + name;
    }

    private static @Nullable AgencyCode agency(String code) {
        return code.isBlank() ? null : AgencyCode.parse(code);
    }
}
