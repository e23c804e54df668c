package vn.lienthong.sync;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** What people say where a job cannot follow its source, and how they make a source let go of what it keeps for one. */
@Controller
@RequestMapping("/jobs/{name}")
class FollowController {
    private final SyncJobs jobs;
    private final Follows follows;
    private final RunControl control;
    private final Connectors connectors;
    private final Agencies agencies;

    FollowController(SyncJobs jobs, Follows follows, RunControl control, Connectors connectors, Agencies agencies) {
        this.jobs = jobs;
        this.follows = follows;
        this.control = control;
        this.connectors = connectors;
        this.agencies = agencies;
    }

    /** Answers a gap. Both answers need a reason: either way rows of the target are not what they were. */
    @May(value = Act.DECIDE, of = "job")
    @PostMapping("/gap")
    String answer(
            @PathVariable JobName name,
            @RequestParam Follows.Answer answer,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        if (reason == null || reason.isBlank()) {
            after.addFlashAttribute("reasonMissing", true);
            return "redirect:/jobs/" + name + "#gap";
        }
        control.answerGap(name, answer, person.getName(), reason.strip());
        after.addFlashAttribute("said", "gap.said." + answer);
        return "redirect:/jobs/" + name;
    }

    /** Asks before the source lets go. */
    @May(value = Act.SEE, of = "job")
    @GetMapping("/source")
    String source(@PathVariable JobName name, Model model) {
        Follows.Standing standing =
                follows.find(name).orElseThrow(() -> new HubException(SyncError.NOT_FOLLOWING, Map.of("job", name)));
        Connector connector = connectors.find(standing.connector()).orElse(null);
        model.addAttribute("name", name);
        model.addAttribute("job", jobs.find(name).orElse(null));
        model.addAttribute("seen", standing.backlog());
        model.addAttribute(
                "system", connector == null ? Text.same(standing.connector().value()) : connector.title());
        model.addAttribute("agency", connector == null ? null : agencies.name(connector.agency()));
        model.addAttribute(
                "mayRun",
                jobs.find(name).filter(SyncJob::follows).isPresent()
                        && control.standing(name) != RunControl.Standing.STOPPED);
        return "sync/source";
    }

    @May(value = Act.DECIDE, of = "job")
    @PostMapping("/retire")
    String retire(
            @PathVariable JobName name,
            @RequestParam(required = false) @Nullable String reason,
            Principal person,
            RedirectAttributes after) {
        control.retire(name, person.getName(), reason == null || reason.isBlank() ? null : reason.strip());
        after.addFlashAttribute("said", "source.said");
        return "redirect:/";
    }
}
