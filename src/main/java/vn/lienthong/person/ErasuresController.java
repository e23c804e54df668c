package vn.lienthong.person;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The pages of requests to erase one person. */
@Controller
@RequestMapping("/person-file/erasures")
class ErasuresController {
    private final ErasureDesk desk;
    private final LiftDesk lifts;
    private final Erasures erasures;
    private final Callers callers;

    ErasuresController(ErasureDesk desk, LiftDesk lifts, Erasures erasures, Callers callers) {
        this.desk = desk;
        this.lifts = lifts;
        this.erasures = erasures;
        this.callers = callers;
    }

    @May(Act.HANDLE_PERSONS)
    @GetMapping
    String all(Model model) {
        model.addAttribute("erasures", desk.all());
        return "person/erasures";
    }

    @May(Act.HANDLE_PERSONS)
    @Confirmed
    @PostMapping
    String ask(
            @RequestParam(defaultValue = "") String agency,
            @RequestParam(defaultValue = "") String dataset,
            @RequestParam(defaultValue = "") String column,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String basis,
            RedirectAttributes after) {
        try {
            Erasure asked = desk.ask(Asked.of(agency, dataset, column, value, reason), basis, callers.current());
            return "redirect:/approvals/" + asked.approval();
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
            return "redirect:/person-file";
        }
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @GetMapping("/{number}")
    String one(@PathVariable long number, Model model) {
        model.addAttribute("one", desk.get(number));
        model.addAttribute("places", erasures.places(number));
        model.addAttribute("remains", Remains.all().stream().map(Remains::words).toList());
        return "person/erasure";
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @PostMapping("/{number}/retry")
    String again(@PathVariable long number) {
        desk.again(number);
        return "redirect:/person-file/erasures/" + number;
    }

    @May(value = Act.HANDLE_PERSONS, of = "erasure", id = "number")
    @Confirmed
    @PostMapping("/{number}/lift")
    String lift(@PathVariable long number, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        try {
            return "redirect:/approvals/"
                    + lifts.ask(desk.get(number), reason, callers.current()).number();
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
            return "redirect:/person-file/erasures/" + number;
        }
    }
}
