package vn.lienthong.person;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.Quarantine;
import vn.lienthong.quarantine.Suppressions;

/** Lets the rows of an erased person come in again, by two people: where the wrong one was erased, or he comes back. */
@Component
class LiftDesk implements Approvable {
    private static final String KIND = "erasure-lift";
    private static final String ERASURE = "erasure";

    private final Erasures erasures;
    private final Suppressions suppressions;
    private final Approvals approvals;
    private final Journal journal;
    private final TransactionTemplate transaction;

    LiftDesk(
            Erasures erasures,
            Quarantine quarantine,
            Approvals approvals,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.erasures = erasures;
        this.suppressions = quarantine.suppressions();
        this.approvals = approvals;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * Asks for it.
     *
     * @throws HubException CONFLICT while the erasure is not done, or where it was lifted
     */
    Approval ask(Erasure erasure, String reason, Caller caller) {
        caller.need(Act.HANDLE_PERSONS, erasure.agency());
        if (!liftable(erasure)) {
            throw new HubException(PersonError.NOT_DONE, Map.of("number", erasure.number()));
        }
        String jobs = String.join(", ", suppressions.jobs(erasure.number()));
        return approvals.ask(
                new Approval.Wanted(
                        KIND,
                        erasure.subject(),
                        erasure.agency(),
                        Act.HANDLE_PERSONS,
                        new Text(
                                "Cho dữ liệu của người đã xóa vào lại (yêu cầu " + erasure.number() + ")",
                                "Let an erased person’s rows in again (request " + erasure.number() + ")"),
                        "/person-file/erasures/" + erasure.number(),
                        List.of(new Approval.Change(
                                Text.same(jobs.isEmpty() ? "–" : jobs),
                                new Text("để lại ở nguồn", "left out"),
                                new Text("vào lại ở lần chạy sau", "come in with the next run"))),
                        Map.of(ERASURE, "" + erasure.number()),
                        reason.strip()),
                caller);
    }

    private static boolean liftable(Erasure erasure) {
        return erasure.state() == Erasure.State.DONE && erasure.lifted() == null;
    }

    @Override
    public boolean stands(Approval approval) {
        return erasures.find(number(approval)).filter(LiftDesk::liftable).isPresent();
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        long number = number(approval);
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(new Journal.Entry(
                            approver,
                            "person.erasure-lifted",
                            "erasure/" + number,
                            "done",
                            approval.wanted().reason(),
                            Map.of())
                    .under("approval/" + approval.number()));
            suppressions.lift(number);
            erasures.lifted(number, approval.number());
        });
    }

    private static long number(Approval approval) {
        return Long.parseLong(approval.wanted().facts().get(ERASURE));
    }
}
