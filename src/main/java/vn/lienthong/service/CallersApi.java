package vn.lienthong.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;

/** The programs that ask services, over REST. */
@RestController
@RequestMapping("/api/v1/callers")
class CallersApi {
    static final long DAYS = 365;
    static final long OVERLAP_HOURS = 168;

    private final CallerDesk desk;
    private final CertificateDesk certificates;

    CallersApi(CallerDesk desk, CertificateDesk certificates) {
        this.desk = desk;
        this.certificates = certificates;
    }

    /** A secret without its text. */
    record SecretView(
            long number, Instant created, @Nullable Instant ends) {}

    /**
     * A certificate by which a program is known.
     *
     * @param sha256 of the whole certificate, in hexadecimal
     * @param ends until when it counts while another one takes its place; absent for as long as it is valid
     */
    record CertificateView(
            long number,
            String sha256,
            String subject,
            String issuer,
            Instant begins,
            Instant expires,
            @Nullable Instant ends) {
        static CertificateView of(CallerCertificates.Kept kept) {
            return new CertificateView(
                    kept.number(),
                    kept.fingerprint(),
                    kept.subject(),
                    kept.issuer(),
                    kept.begins(),
                    kept.expires(),
                    kept.ends());
        }
    }

    /**
     * One program.
     *
     * @param counts false once it has ended
     */
    record View(
            String name,
            String agency,
            @Nullable String contact,
            Instant expires,
            boolean counts,
            List<SecretView> secrets,
            List<CertificateView> certificates) {}

    /** A program to be. */
    record Wanted(
            @Nullable String name,
            @Nullable String agency,
            @Nullable String contact,
            @Nullable Long days) {}

    /** For how many hours the secret before it still counts. */
    record Overlap(@Nullable Long overlapHours) {}

    /** A certificate in PEM form, and for how many hours the one before it still counts. */
    record WantedCertificate(
            @Nullable String certificate, @Nullable Long overlapHours) {}

    /** What is given, once. */
    record Given(String name, String secret) {
        @Override
        public String toString() {
            return "Given[" + name + "]";
        }
    }

    @May(Act.MANAGE_PEOPLE)
    @GetMapping
    List<View> all() {
        return desk.all().stream().map(CallersApi::view).toList();
    }

    private static View view(CallerDesk.Line line) {
        ServiceCaller one = line.caller();
        return new View(
                one.name(),
                one.agency().value(),
                one.contact(),
                one.expires(),
                line.counts(),
                line.secrets().stream()
                        .map(secret -> new SecretView(secret.number(), secret.created(), secret.ends()))
                        .toList(),
                line.certificates().stream().map(CertificateView::of).toList());
    }

    @May(Act.MANAGE_PEOPLE)
    @Confirmed
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Given register(@RequestBody Wanted wanted) {
        String name = text(wanted.name());
        Duration validity = Duration.ofDays(wanted.days() == null ? DAYS : capped(wanted.days()));
        return new Given(
                name,
                desk.register(name, AgencyCode.parse(text(wanted.agency())), wanted.contact(), validity)
                        .text());
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @Confirmed
    @PostMapping("/{name}/secrets")
    @ResponseStatus(HttpStatus.CREATED)
    Given rotate(@PathVariable String name, @RequestBody Overlap overlap) {
        return new Given(name, desk.rotate(name, hours(overlap.overlapHours())).text());
    }

    private static Duration hours(@Nullable Long given) {
        return Duration.ofHours(given == null ? OVERLAP_HOURS : capped(given));
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @Confirmed
    @PostMapping("/{name}/certificates")
    @ResponseStatus(HttpStatus.CREATED)
    CertificateView addCertificate(@PathVariable String name, @RequestBody WantedCertificate wanted) {
        return CertificateView.of(certificates.add(name, text(wanted.certificate()), hours(wanted.overlapHours())));
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @DeleteMapping("/{name}/certificates/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endCertificate(@PathVariable String name, @PathVariable long number) {
        certificates.end(name, number);
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @DeleteMapping("/{name}/secrets/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSecret(@PathVariable String name, @PathVariable long number) {
        desk.endSecret(name, number);
    }

    @May(value = Act.MANAGE_PEOPLE, of = CallerDesk.KIND)
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String name) {
        desk.end(name);
    }

    /** Far beyond what is allowed, and no further than a duration can hold. */
    static long capped(long asked) {
        return Math.max(-1, Math.min(asked, 100_000));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
