package vn.lienthong.console;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** The same over REST. */
@May(value = Act.RUN_PLATFORM, of = "platform")
@RestController
@RequestMapping("/api/v1/settings")
class SettingsApi {
    private final ObjectProvider<SettingsGroup> groups;

    SettingsApi(ObjectProvider<SettingsGroup> groups) {
        this.groups = groups;
    }

    /** The decisions about one room. */
    record Group(Text title, List<SettingsGroup.Line> lines) {}

    /** What the operator has decided, in groups. */
    @GetMapping
    List<Group> settings() {
        return groups.orderedStream()
                .map(group -> new Group(group.title(), group.lines()))
                .toList();
    }
}
