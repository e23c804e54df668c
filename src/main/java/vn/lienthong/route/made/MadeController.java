package vn.lienthong.route.made;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.agency.Agencies;
import vn.lienthong.document.Difference;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The pages of hand-made routes: which there are, what one says, what it was before. */
@Controller
@RequestMapping("/routes/made")
class MadeController {
    private final SeenMade seen;
    private final MadeDesk desk;
    private final Agencies agencies;
    private final Callers callers;

    MadeController(SeenMade seen, MadeDesk desk, Agencies agencies, Callers callers) {
        this.seen = seen;
        this.desk = desk;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** A line of the list; {@code owner} is null where nobody is known to answer for it. */
    record Line(SeenMade.One one, @Nullable Text owner) {}

    /** Two versions that are compared. */
    record Compared(int from, int to, List<Difference.Line> lines) {}

    @May(Act.SEE)
    @GetMapping
    String list(Model model) {
        List<SeenMade.One> all = seen.all();
        model.addAttribute(
                "lines",
                all.stream().map(one -> new Line(one, owner(one.agency()))).toList());
        model.addAttribute(
                "refused", all.stream().filter(one -> !one.problems().isEmpty()).count());
        model.addAttribute(
                "waiting", all.stream().filter(one -> one.waiting() != null).count());
        return "route/made";
    }

    @May(value = Act.SEE, of = SeenMade.KIND)
    @GetMapping("/{name}")
    String one(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Model model) {
        SeenMade.One one = seen.get(name);
        List<MadeVersions.Version> versions = seen.versions(name);
        model.addAttribute("one", one);
        model.addAttribute("owner", owner(one.agency()));
        model.addAttribute("versions", versions);
        model.addAttribute("change", callers.current().may(Act.RUN_PLATFORM, null) && !desk.ofFile(name));
        // what was refused may hold what nobody should see, and is nobody's but its writers'
        boolean all = one.problems().isEmpty() || callers.current().may(Act.RUN_PLATFORM, null);
        String shown =
                all ? one.text() : one.running() == null ? "" : one.running().text();
        model.addAttribute(
                "source", shown.isEmpty() ? List.of() : Source.lines(shown, all ? one.problems() : List.of()));
        if (one.waiting() != null) {
            String now = versions.isEmpty() ? "" : versions.get(0).text();
            model.addAttribute("proposed", Difference.of(now, MadeDesk.proposed(one.waiting())));
        }
        if (from != null && to != null) {
            model.addAttribute(
                    "compared",
                    new Compared(
                            from,
                            to,
                            Difference.of(
                                    seen.version(name, from).text(),
                                    seen.version(name, to).text())));
        }
        return "route/made-one";
    }

    private @Nullable Text owner(@Nullable AgencyCode agency) {
        return agency == null ? null : agencies.name(agency);
    }

    /** Asks that there be none of the name any more. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/{name}/end")
    String end(@PathVariable String name, @RequestParam(defaultValue = "") String reason) {
        return "redirect:/approvals/" + desk.proposeEnd(name, reason).number();
    }
}
