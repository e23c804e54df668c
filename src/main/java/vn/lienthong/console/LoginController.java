package vn.lienthong.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import vn.lienthong.agency.SignInToken;

/** The page where people enter. */
@Controller
class LoginController {
    private final SignInToken token;

    LoginController(SignInToken token) {
        this.token = token;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("file", token.file().toString());
        return "console/login";
    }
}
