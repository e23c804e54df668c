package vn.lienthong.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.HeldRow;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.SeenRows;
import vn.lienthong.quarantine.Unmasking;

/** The page of one held row: what it was refused for, what people did to it, and the question how it shall go on. */
@Controller
class HeldRowController {
    private static final String FIELD = "field.";

    private final QuarantineDesk desk;
    private final SeenRows seen;
    private final Unmasking unmasking;
    private final SimilarRows similar;
    private final Release release;
    private final SyncJobs jobs;
    private final Agencies agencies;
    private final Callers callers;

    HeldRowController(
            QuarantineDesk desk,
            SeenRows seen,
            Unmasking unmasking,
            SimilarRows similar,
            Release release,
            SyncJobs jobs,
            Agencies agencies,
            Callers callers) {
        this.desk = desk;
        this.seen = seen;
        this.unmasking = unmasking;
        this.similar = similar;
        this.release = release;
        this.jobs = jobs;
        this.agencies = agencies;
        this.callers = callers;
    }

    /**
     * A field on the page.
     *
     * @param bad whether the row was refused for it
     * @param shown its value as its reader may see it
     * @param masked whether that is not all of it
     */
    record Field(Cell cell, boolean bad, String shown, boolean masked) {
        static Field of(Cell cell, Set<String> bad, boolean plain) {
            String value = cell.value() == null ? "" : cell.value().toString();
            return new Field(
                    cell,
                    bad.contains(cell.column()),
                    plain ? value : cell.shown(),
                    !plain && cell.dataClass().masked());
        }
    }

    @May(value = Act.SEE_HELD_ROWS, of = "held-row", id = "id")
    @GetMapping("/quarantine/{id}")
    String page(@PathVariable long id, Model model) {
        HeldRow row = desk.row(id);
        List<Cell> cells = desk.cells(id);
        Set<String> bad = similar.bad(row, cells);
        @Nullable Instant until = unmasking.until(row, callers.current()).orElse(null);
        List<HeldRow> next = seen.rows("held", row.job(), row.code(), id, 1);
        model.addAttribute("row", row);
        model.addAttribute("until", until);
        model.addAttribute(
                "fields",
                cells.stream()
                        .map(cell -> Field.of(cell, bad, until != null))
                        .sorted(Comparator.comparing(field -> !field.bad()))
                        .toList());
        model.addAttribute("similar", similar.of(row).size());
        model.addAttribute("edits", desk.edits(id));
        model.addAttribute("agency", agencies.name(new AgencyCode(row.agency())));
        model.addAttribute("job", jobs.find(new JobName(row.job())).orElse(null));
        model.addAttribute("next", next.isEmpty() ? null : next.get(0).id());
        return "quarantine/row";
    }

    /**
     * Does what its reader answered: corrects the row, or leaves it as it is, and maps, checks and writes it; or discards it. An empty
     * field of a masked value means unchanged.
     */
    @May(value = Act.CORRECT_HELD_ROWS, of = "held-row", id = "id")
    @PostMapping("/quarantine/{id}/release")
    String release(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "correct") String answer,
            @RequestParam(defaultValue = "false") boolean alike,
            RedirectAttributes after) {
        HeldRow row = desk.row(id);
        String actor = callers.current().name();
        List<Long> others = alike ? similar.of(row) : List.of();
        try {
            return answer.equals("discard")
                    ? discard(row, others, typed.getOrDefault("reason", ""), actor, after)
                    : again(row, others, answer.equals("correct") ? typed : Map.of(), actor, after);
        } catch (HubException wrong) {
            after.addFlashAttribute("trouble", List.of(wrong.problem(), wrong.remedy()));
            return "redirect:/quarantine/" + id;
        }
    }

    private String again(
            HeldRow row, List<Long> others, Map<String, String> typed, String actor, RedirectAttributes after) {
        List<Cell> cells = desk.cells(row.id());
        Map<String, @Nullable String> changes = changes(cells, typed);
        Map<String, @Nullable String> shared = SimilarRows.shared(changes, similar.bad(row, cells));
        if (!changes.isEmpty()) {
            desk.edit(row.id(), changes, actor);
        }
        if (!shared.isEmpty()) {
            others.forEach(other -> desk.edit(other, shared, actor));
        }
        List<Long> rows = new ArrayList<>(List.of(row.id()));
        rows.addAll(others);
        Release.Outcome outcome = release.release(rows, actor);
        if (outcome.refused().containsKey(row.id())) {
            after.addFlashAttribute("refused", outcome.refused().get(row.id()).reason());
            return "redirect:/quarantine/" + row.id();
        }
        after.addFlashAttribute(
                "said", outcome.refused().isEmpty() ? "quarantine.said.released" : "quarantine.said.some");
        after.addFlashAttribute(
                "saidOf", List.of(outcome.released().size(), outcome.refused().size()));
        return toList(row, after);
    }

    private String discard(HeldRow row, List<Long> others, String reason, String actor, RedirectAttributes after) {
        desk.discard(row.id(), reason.strip(), actor);
        others.forEach(other -> desk.discard(other, reason.strip(), actor));
        after.addFlashAttribute("said", "quarantine.said.discarded");
        after.addFlashAttribute("saidOf", List.of(1 + others.size(), 0));
        return toList(row, after);
    }

    private static String toList(HeldRow row, RedirectAttributes after) {
        after.addAttribute("job", row.job());
        return "redirect:/quarantine";
    }

    private static Map<String, @Nullable String> changes(List<Cell> cells, Map<String, String> typed) {
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        for (Cell cell : cells) {
            String text = typed.get(FIELD + cell.column());
            boolean hidden = cell.dataClass().masked();
            String before = cell.value() == null ? "" : cell.value().toString();
            if (text != null && !(hidden && text.isEmpty()) && !text.equals(before)) {
                changes.put(cell.column(), text);
            }
        }
        return changes;
    }
}
