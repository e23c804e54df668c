package vn.lienthong.sample;

import java.sql.SQLException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;

/** The sample's own page: what runs here, and something to try. */
@Controller
@ConditionalOnProperty("lienthong.sample.enabled")
@RequestMapping("/sample")
class SampleController {
    private final SampleSector sector;

    SampleController(SampleSector sector) {
        this.sector = sector;
    }

    @May(Act.SEE)
    @GetMapping
    String page(Model model) throws SQLException {
        model.addAttribute("pupils", sector.pupils());
        model.addAttribute("patience", SampleTrial.PATIENCE);
        return "sample/page";
    }

    /** A pupil moves house. */
    @May(Act.RUN_JOBS)
    @PostMapping("/moves")
    String move(RedirectAttributes after) throws SQLException {
        after.addFlashAttribute("arrival", sector.trial().move());
        return "redirect:/sample";
    }
}
