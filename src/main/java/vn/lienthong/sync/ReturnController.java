package vn.lienthong.sync;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.EditedRows;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.Returned;
import vn.lienthong.quarantine.ReturnedRows;

/** The pages on which a correction workbook comes back: handed in, looked at, carried out. */
@Controller
@RequestMapping("/quarantine/returned")
class ReturnController {
    private static final int SHOWN = 200;

    private final Returns returns;
    private final ReturnedRows kept;
    private final QuarantineDesk desk;
    private final Callers callers;

    ReturnController(Returns returns, ReturnedRows kept, QuarantineDesk desk, Callers callers) {
        this.returns = returns;
        this.kept = kept;
        this.desk = desk;
        this.callers = callers;
    }

    /** A field that would be another, as it may be shown. */
    record Change(String column, String before, String after) {}

    /** A row with what would be another in it; without changes once it was run. */
    record Line(long row, Text place, @Nullable String outcome, List<Change> changes) {}

    @May(Act.CORRECT_HELD_ROWS)
    @GetMapping
    String form(Model model) {
        model.addAttribute("most", ReturnedTable.MOST_BYTES);
        return "quarantine/returned";
    }

    @May(Act.CORRECT_HELD_ROWS)
    @Costly
    @PostMapping
    String read(@RequestParam(required = false) @Nullable MultipartFile file, RedirectAttributes after)
            throws IOException {
        try {
            if (file == null) {
                throw new HubException(SyncError.RETURN_NO_FILE, Map.of());
            }
            String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
            byte[] bytes = file.getInputStream().readNBytes(ReturnedTable.MOST_BYTES + 1);
            return "redirect:/quarantine/returned/" + returns.read(callers.current(), name, bytes);
        } catch (HubException refused) {
            return trouble("redirect:/quarantine/returned", refused, after);
        }
    }

    @May(Act.CORRECT_HELD_ROWS)
    @GetMapping("/{number}")
    String one(@PathVariable long number, Model model) {
        Returned returned = returns.look(callers.current(), number);
        model.addAttribute("returned", returned);
        model.addAttribute("silent", kept.silent(returned));
        model.addAttribute("lines", lines(number));
        model.addAttribute("shown", SHOWN);
        model.addAttribute("faults", returned.faults().stream().limit(SHOWN).toList());
        model.addAttribute("strip", Bars.strip(returned));
        return "quarantine/returned-one";
    }

    private List<Line> lines(long number) {
        List<Returned.Line> lines = kept.lines(number, 0, SHOWN, false);
        Map<Long, List<Cell>> cells =
                desk.cells(lines.stream().map(Returned.Line::row).toList());
        return lines.stream()
                .map(line -> new Line(
                        line.row(),
                        line.place(),
                        line.outcome(),
                        changes(line, cells.getOrDefault(line.row(), List.of()))))
                .toList();
    }

    private static List<Change> changes(Returned.Line line, List<Cell> before) {
        List<Change> changes = new ArrayList<>();
        if (!before.isEmpty()) {
            List<Cell> after = EditedRows.edited(before, line.changes());
            for (int at = 0; at < before.size(); at++) {
                if (line.changes().containsKey(before.get(at).column())) {
                    changes.add(new Change(
                            before.get(at).column(),
                            before.get(at).shown(),
                            after.get(at).shown()));
                }
            }
        }
        return changes;
    }

    @May(Act.CORRECT_HELD_ROWS)
    @Costly
    @PostMapping("/{number}")
    String start(@PathVariable long number, RedirectAttributes after) {
        try {
            returns.start(callers.current(), number);
        } catch (HubException refused) {
            return trouble("redirect:/quarantine/returned/" + number, refused, after);
        }
        return "redirect:/quarantine/returned/" + number;
    }

    @May(Act.CORRECT_HELD_ROWS)
    @PostMapping("/{number}/drop")
    String drop(@PathVariable long number, RedirectAttributes after) {
        int released = returns.drop(callers.current(), number);
        after.addFlashAttribute("said", released == 0 ? "returned.said.dropped" : "returned.said.rest-dropped");
        return "redirect:/quarantine/returned";
    }

    private static String trouble(String page, HubException refused, RedirectAttributes after) {
        after.addFlashAttribute("trouble", List.of(refused.problem(), refused.remedy()));
        return page;
    }
}
