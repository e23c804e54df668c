package vn.lienthong.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: is the sector's data moving, and what must be done now. */
@Controller
class OverviewController {
    @GetMapping("/")
    String overview() {
        return "console/first-start";
    }
}
