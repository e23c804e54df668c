package vn.lienthong.console;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    /**
     * The page.
     *
     * @param map {@code table} for the flows as a table
     * @param sort what that is sorted by
     */
    @GetMapping("/")
    String overview(
            @RequestParam(defaultValue = "") String map,
            @RequestParam(defaultValue = "state") String sort,
            Model model) {
        if (overview.empty()) {
            return "console/first-start";
        }
        Overview.Page page = overview.page();
        model.addAttribute("page", page);
        boolean table = map.equals("table");
        FlowTable.Column by = FlowTable.Column.of(sort);
        model.addAttribute("flows", table ? FlowTable.of(page.map(), by, LocaleContextHolder.getLocale()) : null);
        model.addAttribute("sort", by.code());
        model.addAttribute("here", table ? "/?map=table&sort=" + by.code() : "/");
        return "console/overview";
    }
}
