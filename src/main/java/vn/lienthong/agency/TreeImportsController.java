package vn.lienthong.agency;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import vn.lienthong.approval.Approval;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The pages on which agencies come out of a file: handed in, looked at, carried out. */
@Controller
@RequestMapping("/agencies/import")
class TreeImportsController {
    private static final int SHOWN = 200;

    private final TreeImports imports;
    private final Callers callers;

    TreeImportsController(TreeImports imports, Callers callers) {
        this.imports = imports;
        this.callers = callers;
    }

    /** A group of changes on the page, the first of them shown. */
    record Group(String kind, int count, List<TreePlan.Change> changes) {}

    @May(Act.MANAGE_AGENCIES)
    @GetMapping
    String form() {
        return "agency/import";
    }

    @May(Act.MANAGE_AGENCIES)
    @PostMapping
    String read(@RequestParam(required = false) @Nullable MultipartFile file, RedirectAttributes after)
            throws IOException {
        try {
            if (file == null) {
                throw new HubException(AgencyError.IMPORT_NO_FILE, Map.of());
            }
            String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
            byte[] bytes = file.getInputStream().readNBytes(AgencyRows.MOST_BYTES + 1);
            return "redirect:/agencies/import/"
                    + imports.read(callers.current(), name, bytes).number();
        } catch (HubException refused) {
            return PeopleShown.trouble(after, "redirect:/agencies/import", refused);
        }
    }

    @May(Act.MANAGE_AGENCIES)
    @GetMapping("/{number}")
    String one(@PathVariable long number, Model model) {
        TreeImports.Preview preview = imports.look(callers.current(), number);
        model.addAttribute("preview", preview);
        model.addAttribute("faults", preview.faults().stream().limit(SHOWN).toList());
        model.addAttribute(
                "groups",
                List.of(
                        group(preview, TreePlan.Kind.MOVED),
                        group(preview, TreePlan.Kind.ADDED),
                        group(preview, TreePlan.Kind.ALTERED)));
        return "agency/import-preview";
    }

    private static Group group(TreeImports.Preview preview, TreePlan.Kind kind) {
        List<TreePlan.Change> changes = preview.plan().of(kind);
        return new Group(
                kind.name().toLowerCase(Locale.ROOT),
                changes.size(),
                changes.stream().limit(SHOWN).toList());
    }

    @May(Act.MANAGE_AGENCIES)
    @Confirmed(always = false)
    @PostMapping("/{number}")
    String apply(@PathVariable long number, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        try {
            Optional<Approval> asked = imports.carryOut(callers.current(), number, reason);
            if (asked.isPresent()) {
                return "redirect:/approvals/" + asked.get().number();
            }
            after.addFlashAttribute("said", "agencies.said.imported");
            return "redirect:/agencies";
        } catch (HubException refused) {
            return PeopleShown.trouble(after, "redirect:/agencies/import/" + number, refused);
        }
    }
}
