package vn.lienthong.route.made;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import vn.lienthong.document.Difference;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.document.SourceText;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The form in which hand-made routes are written: what it holds is tried, shown, and proposed to somebody else. */
@Controller
@RequestMapping("/routes")
class MadeFormController {
    private static final String FORM = "route/made-form";

    private final SeenMade seen;
    private final MadeDesk desk;

    MadeFormController(SeenMade seen, MadeDesk desk) {
        this.seen = seen;
        this.desk = desk;
    }

    /**
     * What stands in the form.
     *
     * @param version the earlier one that is returned to; null where it is none
     * @param act which button was pressed: {@code check} or {@code propose}
     */
    record Given(
            @Nullable String name,
            @Nullable String yaml,
            @Nullable String reason,
            @Nullable Integer version,
            @Nullable String act) {
        String text() {
            return yaml == null ? "" : yaml;
        }

        String why() {
            return reason == null ? "" : reason;
        }

        boolean proposes() {
            return "propose".equals(act);
        }
    }

    /** An empty form, or one that begins with what another file says. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/new")
    String fresh(@RequestParam(defaultValue = "") String like, Model model) {
        String text = like.isEmpty() ? example() : seen.get(like).text();
        return form(model, true, new Given("", text, "", null, null));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/new")
    String send(@ModelAttribute Given given, Model model) {
        String name = given.name() == null ? "" : given.name().strip();
        if (seen.isThere(name)) {
            model.addAttribute("refused", new HubException(MadeError.THERE, Map.of("name", name)));
            return form(model, true, given);
        }
        return sent(name, given, true, model);
    }

    /** A form with what is in effect, or with an earlier version to return to. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/made/{name}/edit")
    String edit(@PathVariable String name, @RequestParam(required = false) @Nullable Integer version, Model model) {
        SeenMade.One one = seen.get(name);
        desk.needHeldHere(name);
        String text = version == null ? one.text() : seen.version(name, version).text();
        return form(model, false, new Given(name, text, "", version, null));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/made/{name}/edit")
    String change(@PathVariable String name, @ModelAttribute Given given, Model model) {
        seen.get(name);
        return sent(name, given, false, model);
    }

    private String sent(String name, Given given, boolean fresh, Model model) {
        try {
            if (given.proposes()) {
                return "redirect:/approvals/"
                        + desk.propose(name, given.text(), given.why(), given.version())
                                .number();
            }
            found(name, given, desk.check(name, given.text()), model);
        } catch (DocumentException wrong) {
            found(name, given, wrong.problems(), model);
        } catch (HubException refused) {
            model.addAttribute("refused", refused);
        }
        return form(model, fresh, given);
    }

    private void found(String name, Given given, List<Problem> problems, Model model) {
        String text = SourceText.tidy(given.text());
        model.addAttribute("problems", problems);
        if (problems.isEmpty()) {
            model.addAttribute("difference", Difference.of(seen.newest(name), text));
        } else {
            model.addAttribute("source", Source.lines(text, problems));
        }
    }

    private static String form(Model model, boolean fresh, Given given) {
        model.addAttribute("fresh", fresh);
        model.addAttribute("given", given);
        return FORM;
    }

    /** What somebody who writes his first route begins with. */
    private static String example() {
        try (InputStream file = MadeFormController.class.getResourceAsStream("/schemas/camel.example.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
