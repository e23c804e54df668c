package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    private static final String RENEWS = "renews";

    private final KnownServices known;
    private final KeptAgreements kept;
    private final Approvals approvals;
    private final Agencies agencies;
    private final Callers callers;
    private final AgreementWords words;
    private final Journal journal;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AgreementApproval(
            KnownServices known,
            KeptAgreements kept,
            Approvals approvals,
            Agencies agencies,
            Callers callers,
            AgreementWords words,
            Journal journal,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.known = known;
        this.kept = kept;
        this.approvals = approvals;
        this.agencies = agencies;
        this.callers = callers;
        this.words = words;
        this.journal = journal;
        this.clock = clock;
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
        return ask(yaml, reason, null);
    }

    /**
     * Proposes what shall take the place of an agreement of the hub at once: another term, limits, fields.
     *
     * @param name of the agreement, which the other one carries as well
     * @throws HubException CONFLICT where a file holds it, or nothing would change; CONFIGURATION where calls would be refused between
     */
    Approval renew(String name, String yaml, String reason) {
        Agreement there = known.agreement(name)
                .orElseThrow(() -> new HubException(ServiceError.AGREEMENT_UNKNOWN, Map.of("agreement", name)));
        if (there.ofFile()) {
            throw new HubException(ServiceError.AGREEMENT_OF_FILE, Map.of("agreement", name, "file", there.file()));
        }
        return ask(yaml, reason, there);
    }

    /** Reads what would be proposed and checks it as the proposal would be, and changes nothing. */
    Agreement checked(String yaml, @Nullable Agreement renewed) {
        Caller caller = callers.current();
        Agreement asked = known.check(yaml, service -> caller.may(Act.SHARE_DATA, service.agency()), renewed);
        DataService service = known.find(asked.service()).orElseThrow();
        caller.need(Act.SHARE_DATA, service.agency());
        refuseKeptByOthers(asked, service);
        if (renewed != null) {
            refuseOther(asked, renewed);
        }
        return asked;
    }

    private Approval ask(String yaml, String reason, @Nullable Agreement renewed) {
        Agreement asked = checked(yaml, renewed);
        DataService service = known.find(asked.service()).orElseThrow();
        String subject = "agreement/" + asked.name();
        approvals
                .open(kind(), subject)
                .filter(open -> !yaml.equals(open.wanted().facts().get(YAML)))
                .ifPresent(open -> {
                    throw new HubException(
                            ServiceError.AGREEMENT_WAITS, Map.of("agreement", asked.name(), "number", open.number()));
                });
        Text title = service.title();
        return approvals.ask(
                new Approval.Wanted(
                        kind(),
                        subject,
                        service.agency(),
                        Act.SHARE_DATA,
                        renewed == null
                                ? new Text(
                                        "Cho " + asked.consumer() + " hỏi dịch vụ " + title.vi(),
                                        "Let " + asked.consumer() + " ask the service " + title.en())
                                : new Text(
                                        "Gia hạn cho " + asked.consumer() + " hỏi dịch vụ " + title.vi(),
                                        "Renew that " + asked.consumer() + " asks the service " + title.en()),
                        "/services",
                        words.difference(asked, service, renewed),
                        renewed == null ? Map.of(YAML, yaml) : Map.of(YAML, yaml, RENEWS, asked.name()),
                        reason.strip()),
                callers.current());
    }

    private void refuseOther(Agreement asked, Agreement renewed) {
        if (!asked.name().equals(renewed.name())
                || !asked.consumer().equals(renewed.consumer())
                || !asked.service().name().equals(renewed.service().name())) {
            throw new HubException(ServiceError.RENEWAL_OTHER, Map.of("agreement", renewed.name()));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        if (renewed.covers(today) && asked.from().isAfter(today)) {
            throw new HubException(ServiceError.RENEWAL_GAP, Map.of("agreement", renewed.name(), "from", asked.from()));
        }
        DataService service = known.find(asked.service()).orElseThrow();
        if (words.difference(asked, service, renewed).stream()
                .allMatch(change -> change.before().equals(change.after()))) {
            throw new HubException(ServiceError.AGREEMENT_SAME, Map.of("agreement", renewed.name()));
        }
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
            if (one != null
                    && !one.parties().isEmpty()
                    && one.parties().stream().noneMatch(own::contains)) {
                throw new HubException(
                        ServiceError.NOT_A_PARTY, Map.of("instrument", one.cited(), "agency", service.agency()));
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
        Map<String, String> facts = approval.wanted().facts();
        Agreement renewed = renewed(facts);
        Agreement agreed =
                known.check(facts.get(YAML), service -> service.agency().equals(provider), renewed);
        DataService service = known.find(agreed.service()).orElseThrow();
        refuseKeptByOthers(agreed, service);
        if (!words.difference(agreed, service, renewed).equals(approval.wanted().difference())) {
            throw new HubException(ServiceError.SERVICE_CHANGED, Map.of("service", service.id()));
        }
        return agreed;
    }

    /** The agreement whose place is taken; null where a new one was asked for. */
    private @Nullable Agreement renewed(Map<String, String> facts) {
        String name = facts.get(RENEWS);
        return name == null
                ? null
                : known.agreement(name)
                        .filter(there -> !there.ofFile())
                        .orElseThrow(() -> new HubException(ServiceError.AGREEMENT_UNKNOWN, Map.of("agreement", name)));
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        String yaml = approval.wanted().facts().get(YAML);
        boolean renewal = approval.wanted().facts().containsKey(RENEWS);
        Agreement agreed = agreed(approval);
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(new Journal.Entry(
                            approver,
                            renewal ? "agreement.renewed" : "agreement.concluded",
                            "agreement/" + agreed.name(),
                            "done",
                            approval.wanted().reason(),
                            Map.of(
                                    "service",
                                    agreed.service().toString(),
                                    "until",
                                    agreed.until().toString()))
                    .withAgency(known.find(agreed.service()).orElseThrow().agency(), agreed.consumer())
                    .under("approval/" + approval.number()));
            if (renewal) {
                kept.giveWay(agreed.name(), approver);
            }
            kept.add(agreed.name(), yaml, approver);
        });
        known.refresh();
    }
}
