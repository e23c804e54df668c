package vn.lienthong.service;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.document.TakesDocument;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** Services and agreements, over REST. */
@RestController
@RequestMapping("/api/v1")
class AgreementsApi {
    private final AgreementDesk desk;
    private final AgreementApproval approval;
    private final PastAgreements past;

    AgreementsApi(AgreementDesk desk, AgreementApproval approval, PastAgreements past) {
        this.past = past;
        this.approval = approval;
        this.desk = desk;
    }

    /**
     * One service.
     *
     * @param address of its answers as JSON; in envelopes it answers under /soap instead of /data
     * @param offer rest, soap or both
     * @param dataset which it asks, null for whoever may not look at it
     * @param file where it is kept, null for the same
     * @param list most rows of a page of its list; 0 where it gives none
     * @param deprecated from when it should no longer be used, null where that is not announced
     * @param until the last day on which it answers, null where no end is set
     * @param answers false where something hinders it, or it is over
     */
    record ServiceView(
            String service,
            Text title,
            String agency,
            @Nullable String dataset,
            List<String> ask,
            List<String> answer,
            String address,
            List<String> offer,
            @Nullable String file,
            int list,
            @Nullable LocalDate deprecated,
            @Nullable LocalDate until,
            boolean answers) {}

    /**
     * One agreement; calls are those of the last thirty days.
     *
     * @param list whether the consumer may take all rows that are there for it as a list
     */
    record View(
            String agreement,
            String service,
            String consumer,
            Text purpose,
            List<String> legalBasis,
            List<String> answer,
            boolean list,
            LocalDate from,
            LocalDate until,
            String state,
            String file,
            long found,
            long missed,
            long refused) {}

    /** Why it is done. */
    record Reason(@Nullable String reason) {
        String text() {
            return reason == null ? "" : reason;
        }
    }

    @May(Act.SEE)
    @GetMapping("/services")
    List<ServiceView> services() {
        return desk.services().stream()
                .map(one -> new ServiceView(
                        one.service().id().toString(),
                        one.service().title(),
                        one.service().agency().value(),
                        one.own() ? one.service().dataset().toString() : null,
                        one.service().ask(),
                        one.service().answer(),
                        one.service().id().address(),
                        one.service().offer().stream().sorted().toList(),
                        one.own() ? one.service().file() : null,
                        one.service().most(),
                        one.service().retirement().deprecated(),
                        one.service().retirement().until(),
                        one.answers()))
                .toList();
    }

    @May(Act.SEE)
    @GetMapping("/agreements")
    List<View> all() {
        return desk.agreements().stream().map(AgreementsApi::view).toList();
    }

    @May(value = Act.SEE, of = AgreementDesk.KIND)
    @GetMapping("/agreements/{name}")
    View one(@PathVariable String name) {
        return view(desk.agreement(name));
    }

    private static View view(AgreementDesk.Line line) {
        Agreement one = line.agreement();
        return new View(
                one.name(),
                one.service().toString(),
                one.consumer().value(),
                one.purpose(),
                one.legalBasis(),
                one.answer(),
                one.list(),
                one.from(),
                one.until(),
                line.standing().state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                one.file(),
                line.calls().found(),
                line.calls().missed(),
                line.calls().refused());
    }

    /** The request that a second person decides. */
    record Asked(long approval) {}

    @May(Act.SHARE_DATA)
    @PostMapping(
            path = "/agreements",
            consumes = {"application/yaml", "text/plain"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked propose(
            @RequestBody @TakesDocument("agreement") String yaml, @RequestParam(defaultValue = "") String reason) {
        return new Asked(approval.propose(yaml, reason).number());
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @PutMapping(
            path = "/agreements/{name}",
            consumes = {"application/yaml", "text/plain"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked renew(
            @PathVariable String name,
            @RequestBody @TakesDocument("agreement") String yaml,
            @RequestParam(defaultValue = "") String reason) {
        return new Asked(approval.renew(name, yaml, reason).number());
    }

    /**
     * An agreement of the hub as it was written.
     *
     * @param endedAt null while it counts
     * @param renewed whether another one took its place
     */
    record Written(
            String yaml,
            String approvedBy,
            Instant approvedAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            boolean renewed) {}

    @May(value = Act.SEE, of = AgreementDesk.KIND)
    @GetMapping("/agreements/{name}/versions")
    List<Written> versions(@PathVariable String name) {
        return past.versions(name).stream()
                .map(PastAgreements.Past::version)
                .map(one -> new Written(
                        one.yaml(), one.approvedBy(), one.approvedAt(), one.endedBy(), one.endedAt(), one.renewed()))
                .toList();
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @DeleteMapping("/agreements/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String name, @RequestParam(defaultValue = "") String reason) {
        desk.end(name, reason);
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @PostMapping("/agreements/{name}/suspend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suspend(@PathVariable String name, @RequestBody Reason why) {
        desk.suspend(name, why.text());
    }

    @May(value = Act.SHARE_DATA, of = AgreementDesk.KIND)
    @Confirmed
    @PostMapping("/agreements/{name}/lift")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable String name, @RequestBody Reason why) {
        desk.lift(name, why.text());
    }
}
