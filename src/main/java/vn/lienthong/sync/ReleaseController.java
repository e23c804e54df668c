package vn.lienthong.sync;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.HeldRow;
import vn.lienthong.quarantine.QuarantineDesk;

/** Takes corrections of a held row from its page and releases the row. */
@Controller
class ReleaseController {
    private static final String FIELD = "field.";

    private final Release release;
    private final QuarantineDesk desk;

    ReleaseController(Release release, QuarantineDesk desk) {
        this.release = release;
        this.desk = desk;
    }

    /** Keeps what was changed, then maps, checks and writes the row. An empty field of a masked value means unchanged. */
    @May(value = Act.CORRECT_HELD_ROWS, of = "held-row", id = "id")
    @PostMapping("/quarantine/{id}/release")
    String release(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            Principal person,
            RedirectAttributes after) {
        HeldRow row = desk.row(id);
        after.addAttribute("job", row.job());
        try {
            Map<String, String> changes = changes(desk.cells(id), typed);
            if (!changes.isEmpty()) {
                desk.edit(id, changes, person.getName());
            }
            Release.Outcome outcome = release.release(List.of(id), person.getName());
            if (outcome.refused().isEmpty()) {
                after.addFlashAttribute("said", "quarantine.said.released");
                return "redirect:/quarantine";
            }
            after.addFlashAttribute("refused", outcome.refused().get(id).reason());
        } catch (HubException wrong) {
            after.addFlashAttribute("trouble", List.of(wrong.problem(), wrong.remedy()));
        }
        after.addAttribute("code", desk.row(id).code());
        after.addAttribute("row", id);
        return "redirect:/quarantine";
    }

    private static Map<String, String> changes(List<Cell> cells, Map<String, String> typed) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (Cell cell : cells) {
            String text = typed.get(FIELD + cell.column());
            boolean hidden = cell.dataClass().masked();
            if (text != null && !(hidden && text.isEmpty()) && !text.equals(cell.shown())) {
                changes.put(cell.column(), text);
            }
        }
        return changes;
    }
}
