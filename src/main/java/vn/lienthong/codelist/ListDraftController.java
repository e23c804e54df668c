package vn.lienthong.codelist;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The pages on which a code list is amended: entry by entry or out of a file, looked at, and proposed to somebody else. */
@Controller
@RequestMapping("/code-lists/{name}")
class ListDraftController {
    private static final int SHOWN = 200;

    private final CodeListPages pages;
    private final ListDesk desk;
    private final ListApproval approval;

    ListDraftController(CodeListPages pages, ListDesk desk, ListApproval approval) {
        this.pages = pages;
        this.desk = desk;
        this.approval = approval;
    }

    /** Changes of one kind, the first of them shown. */
    record Group(String kind, int count, List<ListPlan.Change> changes) {}

    /** What would change, whether it is in a draft already or nothing would. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/draft")
    String draft(@PathVariable String name, Model model) {
        model.addAttribute("list", pages.get(name));
        ListDrafts.Draft draft = desk.draft(name);
        ListPlan plan = desk.plan(draft);
        model.addAttribute("draft", draft);
        model.addAttribute("waiting", desk.waiting(name).orElse(null));
        model.addAttribute("total", plan.changes().size());
        model.addAttribute("faults", draft.faults().stream().limit(SHOWN).toList());
        model.addAttribute(
                "groups",
                Arrays.stream(ListPlan.Kind.values())
                        .map(kind -> group(kind, plan.of(kind)))
                        .toList());
        return "codelist/draft";
    }

    private static Group group(ListPlan.Kind kind, List<ListPlan.Change> changes) {
        return new Group(
                kind.name().toLowerCase(Locale.ROOT),
                changes.size(),
                changes.stream().limit(SHOWN).toList());
    }

    /**
     * The form of an entry.
     *
     * @param code empty for a code that the list does not have yet
     * @param was the first day of the entry that is changed, empty for one without; null for a further entry
     */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/edit")
    String form(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable String was,
            Model model) {
        pages.get(name);
        ListDrafts.Draft draft = desk.draft(name);
        CodeList list = desk.drafted(draft);
        List<CodeList.Entry> there = code.isEmpty() ? List.of() : list.of(code);
        if (!model.containsAttribute("given")) {
            model.addAttribute("given", given(code, there, was));
        }
        model.addAttribute("list", list);
        model.addAttribute("draft", draft);
        model.addAttribute("known", !there.isEmpty());
        model.addAttribute("was", was);
        model.addAttribute("there", there);
        model.addAttribute("waiting", desk.waiting(name).orElse(null));
        return "codelist/edit";
    }

    private static Given given(String code, List<CodeList.Entry> there, @Nullable String was) {
        CodeList.Entry like = there.stream()
                .filter(entry -> Objects.toString(entry.firstDay(), "").equals(was))
                .findFirst()
                .orElse(there.isEmpty() ? null : there.get(there.size() - 1));
        if (like == null) {
            return new Given(code, "", "", "", "", "");
        }
        return new Given(
                like.code(),
                like.target(),
                like.name(),
                like.targetName(),
                was == null || like.firstDay() == null ? "" : like.firstDay().toString(),
                was == null || like.lastDay() == null ? "" : like.lastDay().toString());
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/edit")
    String put(
            @PathVariable String name,
            @ModelAttribute Given given,
            @RequestParam(required = false) @Nullable String was,
            @RequestParam(defaultValue = "") String known,
            @RequestParam(required = false) @Nullable Integer edition,
            RedirectAttributes after) {
        try {
            desk.put(name, edition, given, was);
            after.addFlashAttribute("said", "codes.said.put");
            return page(name);
        } catch (HubException refused) {
            after.addFlashAttribute("given", given);
            if (!known.isEmpty()) {
                after.addAttribute("code", given.code());
            }
            if (was != null) {
                after.addAttribute("was", was);
            }
            return trouble(after, "redirect:/code-lists/" + name + "/edit", refused);
        }
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/draft/back")
    String back(
            @PathVariable String name,
            @RequestParam String code,
            @RequestParam(required = false) @Nullable Integer edition,
            RedirectAttributes after) {
        return done(after, name, "codes.said.back", () -> desk.takeBack(name, edition, code));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @Costly
    @PostMapping("/draft/file")
    String file(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String ends,
            @RequestParam(required = false) @Nullable Integer edition,
            RedirectAttributes after)
            throws IOException {
        if (file == null) {
            return trouble(after, page(name), new HubException(CodelistError.FILE_NONE, Map.of()));
        }
        String called = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        byte[] bytes = file.getInputStream().readNBytes(ListTables.MOST_BYTES + 1);
        return done(after, name, "codes.said.file", () -> desk.take(name, edition, called, bytes, Given.day(ends)));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/draft/file/undo")
    String undo(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer edition,
            RedirectAttributes after) {
        return done(after, name, "codes.said.undone", () -> desk.withoutFile(name, edition));
    }

    /** Begins a draft with an earlier version, 0 for what the file says. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/return")
    String returnTo(@PathVariable String name, @RequestParam int version, RedirectAttributes after) {
        return done(after, name, "codes.said.returned", () -> desk.returnTo(name, version));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/draft/discard")
    String discard(@PathVariable String name, RedirectAttributes after) {
        try {
            desk.discard(name);
            after.addFlashAttribute("said", "codes.said.discarded");
            return "redirect:/code-lists/" + name;
        } catch (HubException refused) {
            return trouble(after, page(name), refused);
        }
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/draft/propose")
    String propose(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer edition,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        try {
            return "redirect:/approvals/"
                    + approval.propose(name, edition, reason).number();
        } catch (HubException refused) {
            return trouble(after, page(name), refused);
        }
    }

    private static String done(RedirectAttributes after, String name, String said, Runnable act) {
        try {
            act.run();
            after.addFlashAttribute("said", said);
        } catch (HubException refused) {
            return trouble(after, page(name), refused);
        }
        return page(name);
    }

    private static String page(String name) {
        return "redirect:/code-lists/" + name + "/draft";
    }

    private static String trouble(RedirectAttributes after, String page, HubException refused) {
        after.addFlashAttribute("trouble", List.of(refused.problem(), refused.remedy()));
        return page;
    }
}
