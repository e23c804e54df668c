package vn.lienthong.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** The first page: is the sector's data moving, and what must be done now. */
@May(Act.SEE)
@Controller
class OverviewController {
    private final Overview overview;

    OverviewController(Overview overview) {
        this.overview = overview;
    }

    @GetMapping("/")
    String overview(Model model) {
        if (overview.empty()) {
            return "console/first-start";
        }
        model.addAttribute("page", overview.page());
        return "console/overview";
    }
}
