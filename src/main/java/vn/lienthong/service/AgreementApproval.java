package vn.lienthong.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.agency.Agencies;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/**
 * Agreements are proposed by one person who agrees on sharing for the providing agency, and approved by another: nobody gives data of
 * his agency away alone, also not where nobody else could approve yet.
 */
@Component
class AgreementApproval implements Approvable {
    private static final String YAML = "yaml";

    private final KnownServices known;
    private final KeptAgreements kept;
    private final Approvals approvals;
    private final Agencies agencies;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    AgreementApproval(
            KnownServices known,
            KeptAgreements kept,
            Approvals approvals,
            Agencies agencies,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.known = known;
        this.kept = kept;
        this.approvals = approvals;
        this.agencies = agencies;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return AgreementDesk.KIND;
    }

    /**
     * Proposes an agreement.
     *
     * @return the request that another person decides
     * @throws DocumentException with all that is wrong in it
     * @throws HubException CONFLICT where there is one of the name, or another was proposed under it; DENIED
     */
    Approval propose(String yaml, String reason) {
        Caller caller = callers.current();
        Agreement asked = known.check(yaml, service -> caller.may(Act.SHARE_DATA, service.agency()));
        DataService service = known.find(asked.service()).orElseThrow();
        caller.need(Act.SHARE_DATA, service.agency());
        refuseKeptByOthers(asked, service);
        String subject = "agreement/" + asked.name();
        approvals
                .open(kind(), subject)
                .filter(open -> !yaml.equals(open.wanted().facts().get(YAML)))
                .ifPresent(open -> {
                    throw new HubException(
                            ServiceError.AGREEMENT_WAITS, Map.of("agreement", asked.name(), "number", open.number()));
                });
        return approvals.ask(
                new Approval.Wanted(
                        kind(),
                        subject,
                        service.agency(),
                        Act.SHARE_DATA,
                        new Text(
                                "Cho " + asked.consumer() + " hỏi dịch vụ "
                                        + service.title().vi(),
                                "Let " + asked.consumer() + " ask the service "
                                        + service.title().en()),
                        "/services",
                        difference(asked, service),
                        Map.of(YAML, yaml),
                        reason.strip()),
                caller);
    }

    private List<Approval.Change> difference(Agreement asked, DataService service) {
        Text nothing = Text.same("–");
        List<Approval.Change> difference = new ArrayList<>();
        difference.add(new Approval.Change(
                new Text("Dịch vụ", "Service"), nothing, Text.same(service.id() + " (" + service.dataset() + ")")));
        difference.add(new Approval.Change(
                new Text("Bên dùng", "Consumer"),
                nothing,
                Text.same(asked.consumer().value())));
        difference.add(new Approval.Change(new Text("Mục đích", "Purpose"), nothing, asked.purpose()));
        asked.legalBasis()
                .forEach(name ->
                        difference.add(new Approval.Change(new Text("Căn cứ", "Legal basis"), nothing, basis(name))));
        difference.add(new Approval.Change(
                new Text("Hỏi bằng", "Asked by"), nothing, Text.same(String.join(", ", service.ask()))));
        difference.add(new Approval.Change(
                new Text("Trường được xem", "Fields"), nothing, Text.same(String.join(", ", asked.answer()))));
        difference.add(new Approval.Change(
                new Text("Dòng được xem", "Rows"),
                nothing,
                asked.where() == null ? new Text("tất cả", "all") : Text.same(asked.where())));
        difference.add(new Approval.Change(
                new Text("Giới hạn", "Limits"),
                nothing,
                new Text(
                        asked.perMinute() + " lượt/phút, " + asked.perDay() + " lượt/ngày",
                        asked.perMinute() + " a minute, " + asked.perDay() + " a day")));
        difference.add(new Approval.Change(
                new Text("Thời hạn", "Term"), nothing, Text.same(asked.from() + " – " + asked.until())));
        return difference;
    }

    /** An instrument in full words, so that whoever decides needs to know no short name. */
    private Text basis(String name) {
        Instrument one = known.instruments().get(name);
        return one == null
                ? Text.same(name)
                : new Text(
                        one.cited().vi() + ", " + one.title().vi() + " ("
                                + one.validity().vi() + ")",
                        one.cited().en() + ", " + one.title().en() + " ("
                                + one.validity().en() + ")");
    }

    /** Whoever asks shall not keep the record of what lets him ask. */
    private void refuseKeptByOthers(Agreement asked, DataService service) {
        List<AgencyCode> own = agencies.upwards(service.agency());
        for (String name : asked.legalBasis()) {
            Instrument one = known.instruments().get(name);
            if (one != null && !own.contains(one.agency())) {
                throw new HubException(
                        ServiceError.INSTRUMENT_OF_OTHERS,
                        Map.of("instrument", one.cited(), "keeper", one.agency(), "provider", service.agency()));
            }
        }
    }

    @Override
    public boolean stands(Approval approval) {
        try {
            agreed(approval);
            return true;
        } catch (HubException | DocumentException overtaken) {
            return false; // whoever looks at the request is told that it was overtaken
        }
    }

    /** What was asked for, if it is what was shown: the service may ask, answer or belong otherwise by now. */
    private Agreement agreed(Approval approval) {
        AgencyCode provider = approval.wanted().agency();
        Agreement agreed = known.check(
                approval.wanted().facts().get(YAML), service -> service.agency().equals(provider));
        DataService service = known.find(agreed.service()).orElseThrow();
        refuseKeptByOthers(agreed, service);
        if (!difference(agreed, service).equals(approval.wanted().difference())) {
            throw new HubException(ServiceError.SERVICE_CHANGED, Map.of("service", service.id()));
        }
        return agreed;
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        String yaml = approval.wanted().facts().get(YAML);
        Agreement agreed = agreed(approval);
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(new Journal.Entry(
                            approver,
                            "agreement.concluded",
                            "agreement/" + agreed.name(),
                            "done",
                            approval.wanted().reason(),
                            Map.of("service", agreed.service().toString()))
                    .withAgency(known.find(agreed.service()).orElseThrow().agency(), agreed.consumer())
                    .under("approval/" + approval.number()));
            kept.add(agreed.name(), yaml, approver);
        });
        known.refresh();
    }
}
