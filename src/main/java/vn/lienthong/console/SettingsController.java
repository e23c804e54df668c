package vn.lienthong.console;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.SettingsGroup;

/** What the operator has decided, for whoever keeps the platform: read here, changed where the hub is started. */
@May(value = Act.RUN_PLATFORM, of = "platform")
@Controller
@RequestMapping("/settings")
class SettingsController {
    private final ObjectProvider<SettingsGroup> groups;

    SettingsController(ObjectProvider<SettingsGroup> groups) {
        this.groups = groups;
    }

    @GetMapping
    String page(Model model) {
        List<SettingsGroup> all = groups.orderedStream().toList();
        model.addAttribute("groups", all);
        model.addAttribute(
                "advised",
                all.stream()
                        .flatMap(group -> group.lines().stream())
                        .filter(line -> line.advice() != null)
                        .count());
        return "console/settings";
    }
}
