package vn.lienthong.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** What runs. */
@Component
@Order(1)
class RunningGroup implements SettingsGroup {
    private final ZoneId zone;
    private final boolean sample;

    RunningGroup(
            @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone,
            @Value("${lienthong.sample.enabled:false}") boolean sample) {
        this.zone = zone;
        this.sample = sample;
    }

    @Override
    public Text title() {
        return new Text("Hệ thống đang chạy", "What runs");
    }

    @Override
    public List<Line> lines() {
        return List.of(
                new Line(
                        new Text("Phiên bản", "Version"),
                        Text.same(Optional.ofNullable(
                                        RunningGroup.class.getPackage().getImplementationVersion())
                                .orElse("–")),
                        null),
                new Line(
                        new Text("Java", "Java"),
                        Text.same(System.getProperty("java.vm.name") + " " + Runtime.version()),
                        null),
                new Line(new Text("Múi giờ", "Time zone"), Text.same(zone.getId()), null),
                new Line(
                        new Text("Dữ liệu mẫu", "Sample sector"),
                        sample
                                ? new Text("đang chạy: chỉ để dùng thử", "runs: to try the hub only")
                                : new Text("không", "no"),
                        null));
    }
}
