package vn.lienthong.agency;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Certificates;
import vn.lienthong.kernel.Text;

/**
 * When the end of the hub's certificate is spoken of: 30 days before, and more loudly 7 days before. One that is given for a short
 * time is renewed late as well: there it is the last third of its time, and the last tenth.
 */
@Component
class CertificateEnd {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy");

    private final ZoneId zone;

    CertificateEnd(@Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
        this.zone = zone;
    }

    /** What is to be said of it at this time; empty where nothing is. */
    Optional<CertificateWatch.Notice> notice(TlsPair pair, Instant now) {
        Instant begins = pair.own().getNotBefore().toInstant();
        Certificates.Nearing nearing = Certificates.nearing(begins, pair.ends(), now);
        if (nearing == Certificates.Nearing.FAR) {
            return Optional.empty();
        }
        boolean urgent = nearing == Certificates.Nearing.URGENT;
        Duration left = Duration.between(now, pair.ends());
        return Optional.of(new CertificateWatch.Notice(urgent, found(pair.ends(), left), REMEDY));
    }

    /** The moment as people of the hub's time zone read it. */
    Text told(Instant at) {
        return Text.same(MOMENT.format(at.atZone(zone)));
    }

    private Text found(Instant ends, Duration left) {
        String at = told(ends).vi();
        if (left.isNegative() || left.isZero()) {
            return new Text(
                    "Chứng thư của hệ thống đã hết hạn lúc " + at + ".", "The hub's certificate ended at " + at + ".");
        }
        String days = String.valueOf(left.toDays());
        return new Text(
                "Chứng thư của hệ thống hết hạn lúc " + at + " (còn " + days + " ngày).",
                "The hub's certificate ends at " + at + " (" + days + " days left).");
    }

    private static final Text REMEDY = new Text(
            "Gia hạn chứng thư và đặt tệp mới vào đúng chỗ cũ: hệ thống dùng ngay, không cần khởi động lại.",
            "Renew it and lay the new files where the old ones are: the hub takes them up without a restart.");
}
