package vn.lienthong.agency;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;

/** How the hub is reached, and how long somebody stays in. */
@Component
@Order(3)
class DoorsGroup implements SettingsGroup {
    private final DoorSettings doors;
    private final CallSettings calls;
    private final HubCertificate certificate;
    private final MetricsToken metrics;
    private final Environment environment;

    DoorsGroup(
            DoorSettings doors,
            CallSettings calls,
            HubCertificate certificate,
            MetricsToken metrics,
            Environment environment) {
        this.doors = doors;
        this.calls = calls;
        this.certificate = certificate;
        this.metrics = metrics;
        this.environment = environment;
    }

    @Override
    public Text title() {
        return new Text("Đường vào", "The way in");
    }

    @Override
    public List<Line> lines() {
        String address = environment.getProperty("server.address", "127.0.0.1");
        boolean open = !address.equals("127.0.0.1") && !address.equals("localhost") && !address.equals("::1");
        Text bare = new Text(
                "Mật khẩu đi qua mạng không mã hóa: đưa chứng thư cho hệ thống (LIENTHONG_TLS_CERT), hoặc đặt proxy có TLS phía trước và khai báo địa chỉ của nó.",
                "Passwords cross the network in the clear: give the hub a certificate (LIENTHONG_TLS_CERT), or put a proxy with TLS before it and name its address.");
        return List.of(
                new Line(
                        new Text("Lắng nghe tại", "Listens at"),
                        Text.same(address + ":" + environment.getProperty("local.server.port", "8080")),
                        "LIENTHONG_ADDRESS"),
                new Line(new Text("Trả lời dưới các tên", "Answers under the names"), names(), "LIENTHONG_HOSTS"),
                new Line(
                        new Text("Tin các proxy", "Believes the proxies"),
                        listed(doors.proxies(), new Text("không có", "none")),
                        "LIENTHONG_PROXIES",
                        open
                                        && certificate.fingerprint().isEmpty()
                                        && doors.proxies().isEmpty()
                                ? bare
                                : null),
                new Line(
                        new Text("Sức khỏe và số đo", "Health and metrics"),
                        Text.same(environment.getProperty("management.server.address", "127.0.0.1") + ":"
                                + environment.getProperty("local.management.port", "8081")),
                        "LIENTHONG_MANAGEMENT_PORT"),
                new Line(
                        new Text("Mã mở số đo nằm tại", "The token for metrics lies in"),
                        Text.same(String.valueOf(metrics.file())),
                        "LIENTHONG_METRICS_TOKEN_FILE"),
                new Line(
                        new Text("Mỗi phút, mỗi tài khoản hay mã truy cập", "In a minute, each account or token"),
                        new Text(calls.all() + " lần gọi", calls.all() + " calls"),
                        "LIENTHONG_CALLS_PER_MINUTE"),
                new Line(
                        new Text(
                                "… trong đó tìm kiếm, kết xuất, chạy thử, đối chiếu",
                                "… of them searches, exports, trials, comparisons"),
                        new Text(calls.costly() + " lần gọi", calls.costly() + " calls"),
                        "LIENTHONG_COSTLY_CALLS_PER_MINUTE"),
                new Line(
                        new Text("Phiên đăng nhập", "Sessions"),
                        new Text(
                                "kết thúc sau %d phút không dùng, muộn nhất sau %d giờ"
                                        .formatted(SessionLimits.IDLE.toMinutes(), SessionLimits.LONGEST.toHours()),
                                "end after %d minutes without use, after %d hours at the latest"
                                        .formatted(SessionLimits.IDLE.toMinutes(), SessionLimits.LONGEST.toHours())),
                        null));
    }

    /** The names in the certificate count as listed. */
    private Text names() {
        Set<String> names = new TreeSet<>(doors.hosts());
        names.addAll(certificate.names());
        return listed(names, Text.same("localhost"));
    }

    private static Text listed(Collection<String> names, Text none) {
        return names.isEmpty() ? none : Text.same(names.stream().sorted().collect(Collectors.joining(", ")));
    }
}
