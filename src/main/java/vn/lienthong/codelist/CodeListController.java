package vn.lienthong.codelist;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.May;

/** The pages of code lists: which there are, and what a code means on a day. */
@Controller
@RequestMapping("/code-lists")
class CodeListController {
    private static final int PAGE = 200;
    private static final int VERSIONS = 20;

    private final CodeListPages pages;
    private final CodeLists lists;
    private final Callers callers;
    private final ListDesk desk;
    private final Amendments amendments;

    CodeListController(CodeListPages pages, CodeLists lists, Callers callers, ListDesk desk, Amendments amendments) {
        this.pages = pages;
        this.lists = lists;
        this.callers = callers;
        this.desk = desk;
        this.amendments = amendments;
    }

    @May(Act.SEE)
    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("all", lists.all().size());
        model.addAttribute("lines", pages.lines(q));
        model.addAttribute("problems", callers.current().may(Act.RUN_PLATFORM) ? lists.problems() : List.of());
        model.addAttribute("q", q);
        return "codelist/list";
    }

    /**
     * One list.
     *
     * @param at the day for which codes are shown, {@code 2025-07-01}; today where it is none
     * @param after how many entries come before the page
     * @param before the version before which versions are shown; the newest ones where it is none
     */
    @May(Act.SEE)
    @GetMapping("/{name}")
    String one(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(defaultValue = "0") int after,
            @RequestParam(required = false) @Nullable Integer before,
            Model model) {
        CodeList list = pages.get(name);
        LocalDate day = pages.day(at);
        List<CodeListPages.Row> rows = pages.rows(list, q, day);
        int first = Math.max(0, Math.min(after, rows.size()));
        model.addAttribute("list", list);
        model.addAttribute("q", q);
        model.addAttribute("day", day);
        model.addAttribute("today", pages.today());
        model.addAttribute("found", rows.size());
        model.addAttribute("after", first);
        model.addAttribute("page", PAGE);
        model.addAttribute("rows", rows.subList(first, Math.min(rows.size(), first + PAGE)));
        model.addAttribute(
                "inForce",
                rows.stream()
                        .filter(row -> row.standing() == CodeListPages.Standing.IN_FORCE)
                        .count());
        model.addAttribute("uses", pages.uses(list));
        versions(name, before, model);
        if (callers.current().may(Act.RUN_PLATFORM, null)) {
            model.addAttribute("drafted", desk.draft(name).edition() > 0);
            model.addAttribute("waiting", desk.waiting(name).orElse(null));
        }
        model.addAttribute(
                "problems",
                callers.current().may(Act.RUN_PLATFORM)
                        ? lists.problems().stream()
                                .filter(problem -> problem.file().matches("(.*/)?" + Pattern.quote(name) + "\\.[^/]*"))
                                .toList()
                        : List.of());
        return "codelist/one";
    }

    private void versions(String name, @Nullable Integer before, Model model) {
        List<Amendments.Version> found =
                amendments.before(name, before == null ? Integer.MAX_VALUE : before, VERSIONS + 1);
        model.addAttribute("versions", found.subList(0, Math.min(found.size(), VERSIONS)));
        model.addAttribute("olderVersions", found.size() > VERSIONS);
        model.addAttribute("newest", amendments.newest(name));
    }
}
