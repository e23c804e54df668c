package vn.lienthong.quarantine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** The page of rejected rows: what is stuck, and whose it is. Releasing a row is an act of its job, in the sync room. */
@Controller
@RequestMapping("/quarantine")
class QuarantineController {
    private static final int PAGE = 12;

    private final QuarantineDesk desk;
    private final SeenRows seen;
    private final Unmasking unmasking;
    private final Callers callers;
    private final Agencies agencies;
    private final SettlingTimes times;

    QuarantineController(
            QuarantineDesk desk,
            SeenRows seen,
            Unmasking unmasking,
            Agencies agencies,
            SettlingTimes times,
            Callers callers) {
        this.times = times;
        this.unmasking = unmasking;
        this.callers = callers;
        this.seen = seen;
        this.desk = desk;
        this.agencies = agencies;
    }

    /** A group of rows with one reason, who answers for it, and how long the oldest of them still has. */
    record Group(ReasonGroup reason, Text agency, SettlingTime time, boolean chosen) {}

    /** A row with its fields. */
    record Line(HeldRow row, List<Cell> cells) {}

    @May(Act.SEE_HELD_ROWS)
    @GetMapping
    String page(
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(defaultValue = "0") long after,
            Model model) {
        List<ReasonGroup> groups = seen.groups(job);
        Optional<ReasonGroup> chosen = groups.stream()
                .filter(group -> code == null || group.code().equals(code))
                .findFirst();
        List<Line> lines =
                chosen.map(group -> lines(group.job(), group.code(), after)).orElse(List.of());
        model.addAttribute("job", job);
        model.addAttribute("held", seen.held());
        List<Group> shown = groups.stream()
                .map(group -> new Group(
                        group,
                        agencies.name(new AgencyCode(group.agency())),
                        times.since(group.firstSeen().toInstant()),
                        chosen.filter(group::equals).isPresent()))
                .toList();
        model.addAttribute("groups", shown);
        model.addAttribute(
                "first",
                shown.stream()
                        .min(Comparator.comparing(group -> group.time().due()))
                        .orElse(null));
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute("lines", lines);
        model.addAttribute(
                "next", lines.size() == PAGE ? lines.get(PAGE - 1).row().id() : null);
        return "quarantine/page";
    }

    private List<Line> lines(String job, String code, long after) {
        return seen.rows("held", job, code, after, PAGE).stream()
                .map(row -> new Line(row, desk.cells(row.id())))
                .toList();
    }

    @May(value = Act.SEE_PERSONAL_DATA, of = "held-row", id = "id")
    @Confirmed
    @PostMapping("/{id}/unmask")
    String unmask(@PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        unmasking.begin(id, callers.current(), reason);
        return "redirect:/quarantine/" + id;
    }

    @May(value = Act.SEE_PERSONAL_DATA, of = "held-row", id = "id")
    @PostMapping("/{id}/mask")
    String mask(@PathVariable long id) {
        unmasking.end(id, callers.current());
        return "redirect:/quarantine/" + id;
    }
}
