package vn.lienthong.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.lienthong.kernel.Open;

/** The page where people enter. It tells strangers nothing of this machine. */
@Controller
class LoginController {
    @Open
    @GetMapping("/login")
    String login() {
        return "console/login";
    }
}
