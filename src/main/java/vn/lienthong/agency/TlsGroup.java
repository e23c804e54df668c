package vn.lienthong.agency;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.SettingsGroup;
import vn.lienthong.kernel.Text;
import vn.lienthong.store.OwnerOnly;

/** With which certificate the hub shows itself, and what is to be done about it. */
@Component
@Order(3)
class TlsGroup implements SettingsGroup {
    private final TlsSettings settings;
    private final HubCertificate certificate;
    private final CertificateWatch watch;
    private final CertificateEnd end;

    TlsGroup(TlsSettings settings, HubCertificate certificate, CertificateWatch watch, CertificateEnd end) {
        this.settings = settings;
        this.certificate = certificate;
        this.watch = watch;
        this.end = end;
    }

    @Override
    public Text title() {
        return new Text("Mã hóa đường truyền (TLS)", "Encryption on the way (TLS)");
    }

    @Override
    public List<Line> lines() {
        return certificate
                .served()
                .map(this::lines)
                .orElseGet(() -> List.of(new Line(
                        new Text("Chứng thư", "Certificate"),
                        new Text("không có: cổng chính dùng HTTP", "none: the hub's port speaks HTTP"),
                        TlsSettings.CERT)));
    }

    private List<Line> lines(HubCertificate.Served served) {
        List<CertificateWatch.Notice> notices = watch.notices();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                new Text("Chứng thư", "Certificate"),
                Text.same(settings.certFile().toString()),
                TlsSettings.CERT,
                notices.isEmpty() ? null : told(notices.get(0))));
        lines.add(new Line(
                new Text("Khóa", "Key"),
                Text.same(settings.keyFile().toString()),
                TlsSettings.KEY,
                OwnerOnly.readableByAll(settings.keyFile())
                        ? new Text(
                                "Mọi người dùng trên máy đọc được tệp khóa: bỏ quyền đó (chmod o-r).",
                                "Every user of this machine can read the key: take that right away (chmod o-r).")
                        : null));
        lines.add(new Line(
                new Text("Cấp cho các tên", "For the names"),
                Text.same(String.join(", ", served.pair().names())),
                null));
        lines.add(new Line(new Text("Hết hạn", "Ends"), end.told(served.pair().ends()), null));
        lines.add(new Line(
                new Text("Cổng cho chương trình có chứng thư", "Port for programs with certificates"),
                settings.callersPort() == null
                        ? new Text("không có", "none")
                        : Text.same(String.valueOf(settings.callersPort())),
                TlsSettings.CALLERS_PORT));
        lines.add(new Line(
                new Text("Dấu vân SHA-256", "SHA-256 fingerprint"),
                Text.same(served.pair().fingerprint()),
                null));
        return lines;
    }

    private static Text told(CertificateWatch.Notice notice) {
        return new Text(
                notice.found().vi() + " " + notice.remedy().vi(),
                notice.found().en() + " " + notice.remedy().en());
    }
}
