package vn.lienthong.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.kernel.Certificates.Nearing;
import vn.lienthong.kernel.Text;

/**
 * Programs whose last certificate ends soon or has ended: told on the overview, by {@code status} and by REST to whoever manages the
 * people of their agencies. Every thread may ask; two queries.
 */
@Component
public class CallerNotices {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy");
    private static final Text REMEDY = new Text(
            "Đăng ký chứng thư mới của chương trình ở trang Chương trình gọi; nếu chương trình không còn dùng chứng thư, kết thúc chứng thư này.",
            "Register the program's next certificate on the page Callers; where it needs none any more, end this one.");

    private final ServiceCallers programs;
    private final CallerCertificates certificates;
    private final Callers callers;
    private final Clock clock;
    private final ZoneId zone;

    CallerNotices(
            ServiceCallers programs,
            CallerCertificates certificates,
            Callers callers,
            Clock clock,
            @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
        this.programs = programs;
        this.certificates = certificates;
        this.callers = callers;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * One program that needs another certificate.
     *
     * @param program its name
     * @param urgent whether 7 days or less are left
     * @param found what ends and when
     * @param owner the program's agency
     * @param contact whom to ask there, null where nobody is named
     */
    public record Notice(
            String program,
            boolean urgent,
            Text found,
            Text remedy,
            AgencyCode owner,
            @Nullable String contact) {}

    /** Those of the programs that the caller may give certificates, by name. */
    public List<Notice> all() {
        Map<String, List<CallerCertificates.Kept>> kept = certificates.all();
        if (kept.isEmpty()) {
            return List.of();
        }
        Caller caller = callers.current();
        Instant now = clock.instant();
        List<Notice> notices = new ArrayList<>();
        for (ServiceCaller one : programs.all()) {
            List<CallerCertificates.Kept> its = kept.getOrDefault(one.name(), List.of());
            if (one.counts(now) && caller.may(Act.MANAGE_PEOPLE, one.agency())) {
                its.stream()
                        .max(Comparator.comparing(CallerCertificates.Kept::last))
                        .filter(longest -> nearing(longest, now) != Nearing.FAR)
                        .ifPresent(longest -> notices.add(new Notice(
                                one.name(),
                                nearing(longest, now) == Nearing.URGENT,
                                found(longest, now),
                                REMEDY,
                                one.agency(),
                                one.contact())));
            }
        }
        return notices;
    }

    private static Nearing nearing(CallerCertificates.Kept certificate, Instant now) {
        return Certificates.nearing(certificate.begins(), certificate.last(), now);
    }

    private Text found(CallerCertificates.Kept certificate, Instant now) {
        Duration left = Duration.between(now, certificate.last());
        String at = MOMENT.format(certificate.last().atZone(zone));
        if (left.isNegative() || left.isZero()) {
            return new Text(
                    "Chứng thư số " + certificate.number() + " đã hết hạn lúc " + at + ".",
                    "Certificate no. " + certificate.number() + " ended at " + at + ".");
        }
        return new Text(
                "Chứng thư số " + certificate.number() + " hết hạn lúc " + at + " (còn " + left.toDays() + " ngày).",
                "Certificate no. " + certificate.number() + " ends at " + at + " (" + left.toDays() + " days left).");
    }
}
