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
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** The sample's own page: what runs here, and something to try. */
@Controller
@ConditionalOnProperty("lienthong.sample.enabled")
@RequestMapping("/sample")
class SampleController {
    private static final String PAGE = "redirect:/sample";

    private final SampleSector sector;
    private final PartnerTrial partners;

    SampleController(SampleSector sector, PartnerTrial partners) {
        this.sector = sector;
        this.partners = partners;
    }

    @May(Act.SEE)
    @GetMapping
    String page(Model model) throws SQLException {
        model.addAttribute("pupils", sector.pupils());
        model.addAttribute("patience", SampleTrial.PATIENCE);
        model.addAttribute("registryThere", partners.registryIsThere());
        model.addAttribute("insurerRegistered", partners.insurerIsRegistered());
        return "sample/page";
    }

    /** A pupil moves house. */
    @May(Act.RUN_JOBS)
    @PostMapping("/moves")
    String move(RedirectAttributes after) throws SQLException {
        after.addFlashAttribute("arrival", sector.trial().move());
        return PAGE;
    }

    /** The population registry is switched off, and pupils come whom it was not asked about. */
    @May(Act.RUN_JOBS)
    @PostMapping("/registry/away")
    String away(RedirectAttributes after) {
        partners.takeRegistryAway();
        after.addFlashAttribute("said", "sample.registry.went");
        return PAGE;
    }

    /** It is switched on again. */
    @May(Act.RUN_JOBS)
    @PostMapping("/registry/back")
    String back(RedirectAttributes after) {
        try {
            partners.bringRegistryBack();
            after.addFlashAttribute("said", "sample.registry.came");
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        return PAGE;
    }

    /** The health insurer asks the hub about some pupils. */
    @May(Act.RUN_JOBS)
    @PostMapping("/asks")
    String ask(RedirectAttributes after) {
        after.addFlashAttribute("round", partners.ask());
        return PAGE;
    }
}
