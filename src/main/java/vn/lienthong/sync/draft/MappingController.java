package vn.lienthong.sync.draft;

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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.document.Difference;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;
import vn.lienthong.mapping.MappingReference;

/** Pages about mappings: will each field arrive right, and which rows will not. */
@Controller
@RequestMapping("/mappings")
class MappingController {
    private static final int VERSIONS = 20;

    private final MappingPages pages;
    private final MappingTrials trials;

    MappingController(MappingPages pages, MappingTrials trials) {
        this.pages = pages;
        this.trials = trials;
    }

    /** Two versions that are compared. */
    record Compared(int from, int to, List<Difference.Line> lines) {}

    @May(Act.SEE)
    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, Model model) {
        List<MappingPages.Line> all = pages.lines();
        model.addAttribute("lines", all);
        model.addAttribute("shown", MappingPages.holding(all, q));
        model.addAttribute("q", q);
        return "sync/mappings";
    }

    /**
     * One mapping.
     *
     * @param field the field whose panel is open
     * @param rows {@code passed} shows rows that pass, else those that are refused
     * @param columns {@code all} shows every column of them
     * @param view {@code used} shows what is in use though there is a draft
     * @param version the version whose text is shown
     * @param before the version before which versions are listed; the newest ones where it is none
     */
    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}")
    String one(
            @PathVariable JobName name,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String rows,
            @RequestParam(defaultValue = "") String columns,
            @RequestParam(defaultValue = "") String view,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable Integer before,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Model model) {
        MappingPages.View look = pages.view(name, view.equals("used"));
        MappingLook.Field chosen = look.fields().stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .orElse(null);
        model.addAttribute("look", look);
        model.addAttribute("chosen", chosen);
        model.addAttribute("list", pages.list(chosen).orElse(null));
        model.addAttribute("rows", rows.equals("passed") ? "passed" : "refused");
        if (look.trial() != null) {
            model.addAttribute(
                    "columns",
                    ShownColumns.of(
                            look.trial(),
                            rows.equals("passed")
                                    ? look.trial().passedRows()
                                    : look.trial().refusedRows(),
                            look.fields(),
                            look.job().to().key(),
                            chosen == null ? null : chosen.name(),
                            columns.equals("all")));
        }
        model.addAttribute("view", view.equals("used") ? "used" : null);
        // one more than is shown: the next to compare the last one with, and whether there are others
        List<MappingVersions.Version> versions = pages.versions(name, before, VERSIONS + 1);
        model.addAttribute("versions", versions.subList(0, Math.min(versions.size(), VERSIONS)));
        model.addAttribute(
                "older", versions.size() > VERSIONS ? versions.get(VERSIONS).version() : null);
        model.addAttribute("newest", before == null);
        model.addAttribute("difference", MappingPages.difference(look));
        model.addAttribute("source", MappingPages.lines(look.text(), look.problems()));
        if (version != null) {
            model.addAttribute("old", pages.version(name, version));
            model.addAttribute(
                    "oldSource", MappingPages.lines(pages.version(name, version).text(), List.of()));
        }
        if (from != null && to != null) {
            model.addAttribute(
                    "compared",
                    new Compared(
                            from,
                            to,
                            Difference.of(
                                    pages.version(name, from).text(),
                                    pages.version(name, to).text())));
        }
        if (look.change()) {
            model.addAttribute("form", chosen == null ? null : FieldForm.of(chosen));
            model.addAttribute("transforms", MappingReference.transforms());
            model.addAttribute("checks", MappingReference.checks());
            model.addAttribute("lists", pages.lists());
            model.addAttribute("sources", pages.columns(look.job().from().dataset()));
            model.addAttribute(
                    "targets",
                    pages.columns(look.job().to().dataset()).stream()
                            .filter(column -> look.fields().stream()
                                    .noneMatch(one -> one.name().equals(column.name())))
                            .toList());
        }
        return "sync/mapping";
    }

    /** Tries what is shown on rows of the source; values are masked. */
    @May(value = Act.RUN_JOBS, of = "job")
    @Costly
    @PostMapping("/{name}/try")
    String attempt(
            @PathVariable JobName name,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String view,
            RedirectAttributes after) {
        return tried(name, field, view, "", after);
    }

    /** The same, with values shown as they are, to whoever says why and for some minutes. */
    @May(value = Act.SEE_PERSONAL_DATA, of = "job")
    @Costly
    @Confirmed
    @PostMapping("/{name}/unmask")
    String unmask(
            @PathVariable JobName name,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String field,
            @RequestParam(defaultValue = "") String view,
            RedirectAttributes after) {
        if (reason.isBlank()) {
            throw new HubException(DraftError.REASON_MISSING, Map.of());
        }
        return tried(name, field, view, reason, after);
    }

    private String tried(JobName name, String field, String view, String reason, RedirectAttributes after) {
        MappingPages.View look = pages.view(name, view.equals("used"));
        if (!field.isEmpty()) {
            after.addAttribute("field", field);
        }
        if (!view.isEmpty()) {
            after.addAttribute("view", view);
        }
        try {
            if (look.shown() == null) {
                throw new DocumentException(look.problems());
            }
            trials.run(look.shown(), look.job(), look.draft() != null, reason);
        } catch (DocumentException wrong) {
            after.addFlashAttribute("wrong", wrong.problems());
        } catch (HubException failed) {
            if (failed.code().kind() == ErrorKind.DENIED) {
                throw failed;
            }
            after.addFlashAttribute("failed", failed);
        }
        return "redirect:/mappings/" + name;
    }
}
