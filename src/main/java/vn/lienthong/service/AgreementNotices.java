package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/** What agreements ask of people: told on the overview, by {@code status} and by REST. Every thread may ask; two queries. */
@Component
public class AgreementNotices {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

    private final KnownServices known;
    private final Suspensions suspensions;
    private final Callers callers;
    private final Clock clock;

    AgreementNotices(KnownServices known, Suspensions suspensions, Callers callers, Clock clock) {
        this.known = known;
        this.suspensions = suspensions;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * One thing that asks for somebody.
     *
     * @param agreement its name
     * @param urgent whether calls are refused for it
     * @param what in one word: {@code ending}, {@code basis-ending}, {@code basis-over}, {@code basis-unrecorded},
     *     {@code service-ending}, {@code service-over}, {@code file-wrong} or {@code suspended}
     * @param found what is so
     * @param owner the providing agency
     * @param contact whom to ask there, null where nobody is named
     */
    public record Notice(
            String agreement,
            boolean urgent,
            String what,
            Text found,
            AgencyCode owner,
            @Nullable String contact) {}

    /** Those of the agreements that the caller may look at, by name. */
    public List<Notice> all() {
        Caller caller = callers.current();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        List<Agreement> agreements = known.agreements();
        if (agreements.isEmpty()) {
            return List.of();
        }
        Map<String, Suspensions.Suspension> stopped = suspensions.all();
        List<Notice> notices = new ArrayList<>();
        for (Agreement agreement : agreements) {
            DataService service = known.find(agreement.service()).orElseThrow();
            if (caller.sees(new Owners(service.agency(), Set.of(agreement.consumer())))) {
                of(agreement, service, Standing.of(agreement, known, stopped, today), notices);
            }
        }
        return notices;
    }

    /**
     * When an agreement ends, or what it rests on.
     *
     * @param basis whether it is an instrument that ends, before the agreement does
     * @param last its last day
     */
    public record End(String agreement, boolean basis, LocalDate last) {}

    /** The end that comes first, among the agreements in use that the caller may look at. */
    public Optional<End> next() {
        Caller caller = callers.current();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        return known.agreements().stream()
                .filter(agreement -> agreement.covers(today))
                .filter(agreement -> caller.sees(new Owners(
                        known.find(agreement.service()).orElseThrow().agency(), Set.of(agreement.consumer()))))
                .map(agreement -> known.basis(agreement, today).legs().stream()
                        .map(Basis.Leg::instrument)
                        .filter(instrument -> instrument != null && instrument.until() != null)
                        .map(instrument -> new End(agreement.name(), true, instrument.until()))
                        .filter(end -> end.last().isBefore(agreement.until()))
                        .min(Comparator.comparing(End::last))
                        .orElse(new End(agreement.name(), false, agreement.until())))
                .min(Comparator.comparing(End::last).thenComparing(End::agreement));
    }

    private static void of(Agreement agreement, DataService service, Standing standing, List<Notice> notices) {
        switch (standing.state()) {
            case OVER, TO_COME -> {
                // the one is past, of the other nothing is due yet
            }
            case SUSPENDED -> {
                if (standing.suspension().by().equals("hub")) { // a person who stops one knows of it
                    notices.add(notice(
                            agreement,
                            service,
                            true,
                            "suspended",
                            new Text(
                                    "Quá nhiều lượt không tìm thấy gì: "
                                            + standing.suspension().reason() + ".",
                                    "Too many calls found nothing: "
                                            + standing.suspension().reason() + ".")));
                }
            }
            case WITHOUT_BASIS ->
                notices.add(notice(
                        agreement,
                        service,
                        true,
                        "basis-over",
                        over(standing.basis().weakest())));
            case SERVICE_OVER -> notices.add(notice(agreement, service, true, "service-over", over(service)));
            case ACTIVE -> active(agreement, service, standing, notices);
        }
        if (standing.outdated()) {
            notices.add(notice(
                    agreement,
                    service,
                    false,
                    "file-wrong",
                    new Text(
                            "Tệp " + agreement.file() + " có lỗi; bản đúng gần nhất còn hiệu lực.",
                            "The file " + agreement.file() + " is wrong; its last good version is in effect.")));
        }
    }

    private static void active(Agreement agreement, DataService service, Standing standing, List<Notice> notices) {
        if (standing.endsSoon()) {
            String day = DAY.format(agreement.until());
            notices.add(notice(
                    agreement,
                    service,
                    false,
                    "ending",
                    new Text(
                            "Hết hạn sau ngày " + day + " (còn " + standing.days() + " ngày).",
                            "Its last day is " + day + " (" + standing.days() + " days left).")));
        }
        if (standing.retirement().announced()) {
            notices.add(
                    notice(agreement, service, false, "service-ending", ending(service.id(), standing.retirement())));
        }
        Basis.Leg weakest = standing.basis().weakest();
        if (weakest.state() == Basis.State.ENDING) {
            notices.add(notice(agreement, service, false, "basis-ending", ending(weakest)));
        } else if (weakest.state() == Basis.State.UNRECORDED) {
            notices.add(notice(
                    agreement,
                    service,
                    false,
                    "basis-unrecorded",
                    new Text(
                            "Văn bản " + weakest.name() + " chưa được ghi nhận: không biết hiệu lực đến khi nào.",
                            "The instrument " + weakest.name()
                                    + " is not on record: nobody knows until when it is in force.")));
        }
    }

    private static Notice notice(Agreement agreement, DataService service, boolean urgent, String what, Text found) {
        return new Notice(agreement.name(), urgent, what, found, service.agency(), service.contact());
    }

    /** That a version of a service goes out of use, in words. */
    static Text ending(ServiceId id, Retirement retirement) {
        String from = DAY.format(retirement.deprecated());
        LocalDate last = retirement.until();
        String end = last == null ? "" : DAY.format(last);
        return new Text(
                "Phiên bản " + id + " không nên dùng nữa từ " + from
                        + (last == null ? "." : ", trả lời đến hết ngày " + end + "."),
                "The version " + id + " should no longer be used from " + from
                        + (last == null ? "." : " and answers until " + end + "."));
    }

    private static Text over(DataService service) {
        String last = DAY.format(service.retirement().until());
        return new Text(
                "Phiên bản " + service.id() + " đã ngừng sau ngày " + last + ": không trả lời lượt nào.",
                "The version " + service.id() + " answered until " + last + ": no call is answered.");
    }

    /** That an instrument ends before the agreement does, in words. */
    static Text ending(Basis.Leg leg) {
        Instrument instrument = leg.instrument();
        String day = DAY.format(instrument.until());
        String after = instrument.replacedBy() == null ? "" : " → " + instrument.replacedBy();
        return new Text(
                instrument.cited().vi() + " hết hiệu lực sau ngày " + day + " (còn " + leg.days() + " ngày)" + after
                        + ". Sau đó không trả lời nữa.",
                instrument.cited().en() + " is in force until " + day + " (" + leg.days() + " days left)" + after
                        + ". After that nothing is answered.");
    }

    /** That an instrument is not in force, in words. */
    static Text over(Basis.Leg leg) {
        Instrument instrument = leg.instrument();
        if (leg.state() == Basis.State.TO_COME) {
            String day = DAY.format(instrument.from());
            return new Text(
                    instrument.cited().vi() + " chỉ có hiệu lực từ " + day + ": chưa trả lời lượt nào.",
                    instrument.cited().en() + " is not in force before " + day + ": no call is answered yet.");
        }
        String day = DAY.format(instrument.until());
        String after = instrument.replacedBy() == null ? "" : " → " + instrument.replacedBy();
        return new Text(
                instrument.cited().vi() + " đã hết hiệu lực sau ngày " + day + after + ": không trả lời lượt nào.",
                instrument.cited().en() + " was in force until " + day + after + ": no call is answered.");
    }
}
