package vn.lienthong.approval;

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

/** Pages of what waits for a second person. */
@Controller
@RequestMapping("/approvals")
class ApprovalController {
    private final Approvals approvals;
    private final Callers callers;

    ApprovalController(Approvals approvals, Callers callers) {
        this.approvals = approvals;
        this.callers = callers;
    }

    @May(Act.SEE)
    @GetMapping
    String list(Model model) {
        model.addAttribute("all", approvals.all());
        model.addAttribute("waiting", approvals.waiting());
        model.addAttribute("me", callers.current().name());
        return "approval/list";
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @GetMapping("/{number}")
    String one(@PathVariable long number, Model model) {
        Approval approval = approvals.get(number);
        HubException hindrance = approvals.hindrance(approval).orElse(null);
        model.addAttribute("one", approval);
        model.addAttribute("hindrance", hindrance);
        model.addAttribute("mine", callers.current().name().equals(approval.requester()));
        model.addAttribute("bothSides", approvals.bothSides());
        return "approval/one";
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @Confirmed
    @PostMapping("/{number}/approve")
    String approve(
            @PathVariable long number, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        approvals.approve(number, reason.strip());
        return said(after, number, "approved");
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/decline")
    String decline(
            @PathVariable long number, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        approvals.decline(number, reason.strip());
        return said(after, number, "declined");
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/withdraw")
    String withdraw(@PathVariable long number, RedirectAttributes after) {
        approvals.withdraw(number);
        return said(after, number, "withdrawn");
    }

    private static String said(RedirectAttributes after, long number, String what) {
        after.addFlashAttribute("said", "approval.said." + what);
        return "redirect:/approvals/" + number;
    }
}
