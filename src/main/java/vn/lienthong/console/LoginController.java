package vn.lienthong.console;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.kernel.Open;

/** The page where people enter. It tells strangers nothing of this machine. */
@Controller
class LoginController {
    private static final long LONGEST_WAIT = 900;

    /** What else may be said of a sign-in that was refused, as {@code refused} and as part of a key of words. */
    private static final Set<String> WHY =
            Set.of("provider", "away", "factor", "identity", "stale", "taken", "invitation");

    @Open
    @GetMapping("/login")
    String login(
            @RequestParam(required = false) @Nullable String refused,
            @RequestParam(required = false) @Nullable Long wait,
            @RequestParam(required = false) @Nullable String busy,
            Model model) {
        boolean token = "token".equals(refused);
        model.addAttribute("first", token);
        if (wait != null) {
            model.addAttribute("trouble", "wait");
            model.addAttribute("wait", Duration.ofSeconds(Math.max(1, Math.min(wait, LONGEST_WAIT))));
        } else if (busy != null) {
            model.addAttribute("trouble", "busy");
        } else if (refused != null) {
            model.addAttribute("trouble", token ? "refused" : WHY.contains(refused) ? refused : "wrong");
        }
        return "console/login";
    }
}
