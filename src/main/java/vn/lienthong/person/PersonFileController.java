package vn.lienthong.person;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The page on which one person's file is found. */
@Controller
@RequestMapping("/person-file")
class PersonFileController {
    private final PersonFile file;
    private final Agencies agencies;
    private final Callers callers;

    PersonFileController(PersonFile file, Agencies agencies, Callers callers) {
        this.file = file;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** What is typed into the form. */
    record Given(String agency, String dataset, String column, String value, String reason) {
        @Override
        public String toString() {
            return "Given[]";
        }
    }

    @May(Act.HANDLE_PERSONS)
    @GetMapping
    String page(Model model) {
        return shown(new Given("", "", "", "", ""), model);
    }

    @May(Act.HANDLE_PERSONS)
    @Confirmed
    @Costly
    @PostMapping
    String find(
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "") String dataset,
            @RequestParam(defaultValue = "") String column,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        try {
            Asked asked = Asked.of(agency, dataset, column, value, reason);
            model.addAttribute("found", FoundView.of(file.find(asked, callers.current())));
        } catch (HubException refused) {
            model.addAttribute("refused", refused);
        }
        return shown(new Given(agency, dataset, column, value, reason), model);
    }

    private String shown(Given given, Model model) {
        model.addAttribute("given", given);
        List<Agency> own = agencies.all().stream()
                .filter(agency -> callers.current().may(Act.HANDLE_PERSONS, agency.code()))
                .toList();
        model.addAttribute("agencies", own);
        return "person/page";
    }
}
