package vn.lienthong.connector;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Text;
import vn.lienthong.vault.SecretVersions;

/**
 * Watches what ends: passwords, by what people said and what the system says, and certificates, those of the settings and those
 * that servers show. It speaks up 30 days before, and more loudly 7 days before.
 */
@Component
public class Endings {
    private static final Duration EARLY = Duration.ofDays(30);
    private static final Duration LATE = Duration.ofDays(7);
    private static final String PEM = "-----BEGIN CERTIFICATE-----";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final JdbcClient state;
    private final SecretVersions versions;
    private final Clock clock;
    private final ZoneId zone;

    Endings(
            JdbcClient state,
            SecretVersions versions,
            Clock clock,
            @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
        this.state = state;
        this.versions = versions;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * Something that ends soon or has ended.
     *
     * @param urgent whether 7 days or less are left
     * @param found what ends and when
     * @param remedy what to do and who can do it
     */
    public record Due(Ending.Kind kind, Instant at, boolean urgent, Text found, Text remedy) {
        /** Its shape: {@code fail} or {@code slow}. */
        public String state() {
            return urgent ? "fail" : "slow";
        }
    }

    /** What of a connector ends within 30 days, the first first. */
    public List<Due> due(Connector connector) {
        Map<Ending.Kind, Instant> first = new EnumMap<>(Ending.Kind.class);
        Stream.of(said(connector), seen(connector.name()), own(connector))
                .flatMap(Collection::stream)
                .forEach(ending ->
                        first.merge(ending.kind(), ending.at(), (one, other) -> one.isBefore(other) ? one : other));
        return first.entrySet().stream()
                .filter(ending -> !ending.getValue().isAfter(clock.instant().plus(EARLY)))
                .map(ending -> due(ending.getKey(), ending.getValue()))
                .sorted(Comparator.comparing(Due::at))
                .toList();
    }

    /** What ends first of all, and of which connector. */
    public record First(Connector connector, Due due) {}

    /** What of these connectors ends first, however far away it is; two queries. */
    public Optional<First> first(Collection<Connector> connectors) {
        Map<String, Connector> named =
                connectors.stream().collect(Collectors.toMap(one -> one.name().value(), Function.identity()));
        List<Map.Entry<Connector, Ending>> all = new ArrayList<>();
        versions.endings().stream()
                .filter(ending -> named.containsKey(ending.connector())
                        && named.get(ending.connector()).secrets().containsValue(ending.field()))
                .forEach(ending -> all.add(Map.entry(named.get(ending.connector()), said(ending.on()))));
        state.sql("select connector, kind, ends_at from connector_endings").query(row -> {
            Connector its = named.get(row.getString("connector"));
            if (its != null) {
                all.add(Map.entry(its, seen(row)));
            }
        });
        connectors.forEach(one -> own(one).forEach(ending -> all.add(Map.entry(one, ending))));
        return all.stream()
                .min(Comparator.comparing(one -> one.getValue().at()))
                .map(one -> new First(
                        one.getKey(), due(one.getValue().kind(), one.getValue().at())));
    }

    /** An examination that did not sign in has found nothing, and what was found before still counts. */
    @EventListener
    @Transactional
    public void examined(ConnectorExamined examined) {
        examined.diagnosis().endings().ifPresent(found -> {
            state.sql("delete from connector_endings where connector = ?")
                    .param(examined.connector().value())
                    .update();
            found.forEach(ending -> state.sql("""
                            insert into connector_endings (connector, kind, ends_at, seen_at) values (?, ?, ?, ?)
                            on conflict (connector, kind) do update set ends_at = excluded.ends_at
                            """)
                    .params(
                            examined.connector().value(),
                            ending.kind().name(),
                            ending.at().atOffset(ZoneOffset.UTC),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update());
        });
    }

    /** What is known of a connector that is gone is of no use to one that gets its name. */
    @EventListener
    public void removed(ConnectorRemoved removed) {
        state.sql("delete from connector_endings where connector = ?")
                .param(removed.connector().value())
                .update();
    }

    /** The last day counts whole. */
    private List<Ending> said(Connector connector) {
        return versions.endings().stream()
                .filter(ending -> ending.connector().equals(connector.name().value())
                        && connector.secrets().containsValue(ending.field()))
                .map(ending -> said(ending.on()))
                .toList();
    }

    private Ending said(LocalDate last) {
        return new Ending(
                Ending.Kind.PASSWORD, last.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private List<Ending> seen(ConnectorName name) {
        return state.sql("select kind, ends_at from connector_endings where connector = ?")
                .param(name.value())
                .query((row, i) -> seen(row))
                .list();
    }

    private static Ending seen(ResultSet row) throws SQLException {
        return new Ending(
                Ending.Kind.valueOf(row.getString("kind")),
                row.getObject("ends_at", OffsetDateTime.class).toInstant());
    }

    private static List<Ending> own(Connector connector) {
        return connector.settings().values().stream()
                .map(String::valueOf)
                .map(String::strip)
                .filter(text -> text.startsWith(PEM))
                .flatMap(text -> firstEnd(text).stream())
                .map(at -> new Ending(Ending.Kind.OWN_CERTIFICATE, at))
                .toList();
    }

    /** Of several in one text, the one that ends first. */
    private static Optional<Instant> firstEnd(String pem) {
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            return all.stream()
                    .map(one -> ((X509Certificate) one).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder());
        } catch (CertificateException unreadable) {
            return Optional.empty(); // no connection comes to be with it: the examination says so
        }
    }

    private Due due(Ending.Kind kind, Instant at) {
        Duration left = Duration.between(clock.instant(), at);
        String day = DAY.format(at.minusMillis(1).atZone(zone));
        Text when = left.isNegative() || left.isZero()
                ? new Text("đã hết hạn (ngày cuối " + day + ")", "has ended (its last day was " + day + ")")
                : new Text(
                        "hết hạn sau ngày " + day + " (còn " + left.toDays() + " ngày)",
                        "ends after " + day + " (" + left.toDays() + " days left)");
        return new Due(kind, at, left.compareTo(LATE) <= 0, found(kind, when), remedy(kind));
    }

    private static Text found(Ending.Kind kind, Text when) {
        return switch (kind) {
            case PASSWORD -> new Text("Mật khẩu " + when.vi() + ".", "The password " + when.en() + ".");
            case SERVER_CERTIFICATE ->
                new Text("Chứng thư của máy chủ " + when.vi() + ".", "The server's certificate " + when.en() + ".");
            case OWN_CERTIFICATE ->
                new Text(
                        "Chứng thư trong cấu hình kết nối " + when.vi() + ".",
                        "The certificate in the connector's settings " + when.en() + ".");
        };
    }

    private static Text remedy(Ending.Kind kind) {
        return switch (kind) {
            case PASSWORD ->
                new Text(
                        "Nhờ người quản trị hệ thống đó đặt mật khẩu mới hoặc gia hạn, rồi nhập mật khẩu mới ở trang kết nối; mật khẩu cũ vẫn dùng cho tới khi mật khẩu mới đăng nhập được.",
                        "Have that system's administrator set a new password or extend it, then enter it on the connector's page; the earlier one stays in use until the new one signs in.");
            case SERVER_CERTIFICATE ->
                new Text(
                        "Nhờ người quản trị máy chủ gia hạn chứng thư; nếu nơi cấp đổi, nhập chứng thư gốc mới vào cấu hình, rồi kiểm tra lại.",
                        "Have the server's administrator renew the certificate; where its signer changes, enter the new CA certificate in the settings, then examine again.");
            case OWN_CERTIFICATE ->
                new Text(
                        "Lấy chứng thư gốc mới từ người quản trị máy chủ, nhập vào cấu hình kết nối, rồi kiểm tra lại.",
                        "Get the new CA certificate from the server's administrator, enter it in the connector's settings, then examine again.");
        };
    }
}
