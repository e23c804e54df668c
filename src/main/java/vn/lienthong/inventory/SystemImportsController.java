package vn.lienthong.inventory;

import java.io.IOException;
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

/** The pages on which systems come out of a file: handed in, looked at, written, undone. */
@Controller
@RequestMapping("/systems/import")
class SystemImportsController {
    private static final int SHOWN = 200;

    private final SystemImports imports;
    private final Callers callers;

    SystemImportsController(SystemImports imports, Callers callers) {
        this.imports = imports;
        this.callers = callers;
    }

    @May(Act.KEEP_SYSTEMS)
    @GetMapping
    String form() {
        return "inventory/import";
    }

    @May(Act.KEEP_SYSTEMS)
    @Costly
    @PostMapping
    String read(@RequestParam(required = false) @Nullable MultipartFile file, RedirectAttributes after)
            throws IOException {
        try {
            if (file == null) {
                throw new HubException(InventoryError.IMPORT_NO_FILE, Map.of());
            }
            String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
            byte[] bytes = file.getInputStream().readNBytes(SystemImports.MOST_BYTES + 1);
            return page(imports.read(callers.current(), name, bytes).file().number());
        } catch (HubException refused) {
            return SystemsController.trouble(after, "redirect:/systems/import", refused);
        }
    }

    @May(Act.KEEP_SYSTEMS)
    @GetMapping("/{number}")
    String one(@PathVariable long number, Model model) {
        SystemImports.Preview preview = imports.look(callers.current(), number);
        ImportPlan plan = preview.plan();
        model.addAttribute("file", preview.file());
        model.addAttribute("mark", plan.mark());
        model.addAttribute("unchanged", plan.unchanged());
        model.addAttribute("faulty", plan.faulty());
        model.addAttribute(
                "all",
                List.of(
                        plan.added().size(),
                        plan.altered().size(),
                        plan.faults().size()));
        model.addAttribute("added", plan.added().stream().limit(SHOWN).toList());
        model.addAttribute("altered", plan.altered().stream().limit(SHOWN).toList());
        model.addAttribute("faults", plan.faults().stream().limit(SHOWN).toList());
        return "inventory/import-preview";
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping("/{number}")
    String apply(@PathVariable long number, @RequestParam(defaultValue = "") String mark, RedirectAttributes after) {
        return done(
                after,
                page(number),
                "redirect:/systems",
                "systems.said.imported",
                () -> imports.apply(callers.current(), number, mark));
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping("/{number}/undo")
    String undo(@PathVariable long number, RedirectAttributes after) {
        return done(
                after,
                page(number),
                "redirect:/systems",
                "systems.said.undone",
                () -> imports.undo(callers.current(), number));
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping("/{number}/discard")
    String discard(@PathVariable long number, RedirectAttributes after) {
        return done(
                after,
                page(number),
                "redirect:/systems",
                "systems.said.discarded",
                () -> imports.discard(callers.current(), number));
    }

    private static String done(RedirectAttributes after, String here, String next, String said, Runnable act) {
        try {
            act.run();
            after.addFlashAttribute("said", said);
            return next;
        } catch (HubException refused) {
            return SystemsController.trouble(after, here, refused);
        }
    }

    private static String page(long number) {
        return "redirect:/systems/import/" + number;
    }
}
