package vn.lienthong.connector;

import java.security.Principal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Secret;

/** Takes secrets on a connector's page, also of one that a file manages: files never hold any. */
@Controller
@RequestMapping("/connectors/{name}/secrets/{setting}")
class SecretController {
    private final SecretChanges changes;
    private final Examinations examinations;

    SecretController(SecretChanges changes, Examinations examinations) {
        this.changes = changes;
        this.examinations = examinations;
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @PostMapping
    String give(
            @PathVariable ConnectorName name,
            @PathVariable String setting,
            @RequestParam String secret,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate endsOn,
            @RequestParam(defaultValue = "false") boolean untried,
            Principal person,
            RedirectAttributes after) {
        try (Secret given = Secret.of(secret)) {
            SecretChanges.Terms terms = new SecretChanges.Terms(endsOn, untried);
            return shown(name, changes.give(name, setting, given, terms, person.getName()), after);
        }
    }

    /** The secret that waits: tried once more, put in use untried, or destroyed. */
    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @PostMapping("/waiting")
    String waiting(
            @PathVariable ConnectorName name,
            @PathVariable String setting,
            @RequestParam Wish wish,
            Principal person,
            RedirectAttributes after) {
        if (wish == Wish.DISCARD) {
            changes.discard(name, setting, person.getName());
            after.addFlashAttribute("said", "secret.said.discarded");
            return "redirect:/connectors/" + name;
        }
        return shown(name, changes.again(name, setting, wish == Wish.UNTRIED, person.getName()), after);
    }

    /** What is to become of a secret that waits. */
    enum Wish {
        AGAIN,
        UNTRIED,
        DISCARD
    }

    @May(value = Act.REGISTER_CONNECTORS, of = "connector")
    @Confirmed
    @PostMapping("/before")
    String takeBack(
            @PathVariable ConnectorName name,
            @PathVariable String setting,
            Principal person,
            RedirectAttributes after) {
        changes.takeBack(name, setting, person.getName());
        after.addFlashAttribute("said", "secret.said.taken-back");
        examinations.start(name);
        return "redirect:/connectors/" + name;
    }

    /** Where it was refused, the page says why beside the secret that waits. */
    private String shown(ConnectorName name, Optional<Check> refused, RedirectAttributes after) {
        if (refused.isEmpty()) {
            examinations.start(name);
            after.addFlashAttribute("said", "connector.said.kept");
        }
        return "redirect:/connectors/" + name;
    }
}
