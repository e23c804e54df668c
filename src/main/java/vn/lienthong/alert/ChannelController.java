package vn.lienthong.alert;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Secret;

/** The page of the channels. */
@May(value = Act.RUN_PLATFORM, of = "platform")
@Controller
@RequestMapping("/alert-channels")
class ChannelController {
    private final ChannelDesk desk;

    ChannelController(ChannelDesk desk) {
        this.desk = desk;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("all", desk.all());
        model.addAttribute("problems", desk.problems());
        return "alert/channels";
    }

    @PostMapping("/{name}/test")
    String test(@PathVariable String name, RedirectAttributes after) {
        desk.test(name);
        after.addFlashAttribute("said", "alert.said.tested");
        return "redirect:/alert-channels#channel-" + name;
    }

    @Confirmed
    @PostMapping("/{name}/secrets/{setting}")
    String give(
            @PathVariable String name,
            @PathVariable String setting,
            @RequestParam String secret,
            RedirectAttributes after) {
        try (Secret given = Secret.of(secret)) {
            desk.give(name, setting, given);
        }
        after.addFlashAttribute("said", "alert.said.secret");
        return "redirect:/alert-channels#channel-" + name;
    }
}
