package vn.lienthong.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/** Asks that one person be erased, and does it when a second person has said yes. Nobody erases alone. */
@Component
class ErasureDesk implements Approvable, Owned {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureDesk.class);
    private static final String KIND = "erasure";
    private static final int MOST_BASIS = 300;

    private final Erasures erasures;
    private final ErasureWork work;
    private final PersonFile file;
    private final Approvals approvals;
    private final Callers callers;

    ErasureDesk(Erasures erasures, ErasureWork work, PersonFile file, Approvals approvals, Callers callers) {
        this.erasures = erasures;
        this.work = work;
        this.file = file;
        this.approvals = approvals;
        this.callers = callers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Those of the agencies for which the caller answers, newest first. */
    List<Erasure> all() {
        Caller caller = callers.current();
        return erasures.recent().stream()
                .filter(erasure -> caller.may(Act.HANDLE_PERSONS, erasure.agency()))
                .toList();
    }

    /** The same of all that wait for somebody or something, however many came after them; oldest first. */
    List<Erasure> unfinished() {
        Caller caller = callers.current();
        return erasures.unfinished().stream()
                .filter(erasure -> caller.may(Act.HANDLE_PERSONS, erasure.agency()))
                .toList();
    }

    Erasure get(long number) {
        return erasures.find(number).orElseThrow(() -> unknown("" + number));
    }

    /**
     * Asks for it.
     *
     * @param given the legal basis
     * @throws HubException CONFIGURATION without one, or where the value identifies nobody
     */
    Erasure ask(Asked asked, String given, Caller caller) {
        String basis = Asked.text(given);
        caller.need(Act.HANDLE_PERSONS, asked.agency());
        caller.needConfirmed();
        if (basis.isBlank()) {
            throw new HubException(PersonError.BASIS_MISSING, Map.of());
        }
        if (basis.length() > MOST_BASIS) {
            throw new HubException(PersonError.BASIS_TOO_LONG, Map.of("most", MOST_BASIS));
        }
        asked.refuseIn(basis);
        file.record(caller.name(), "person.erasure-asked", asked, Map.of("basis", basis));
        Findings found = file.look(asked);
        long number = erasures.add(asked, basis, caller.name());
        Approval approval = approvals.ask(wanted(number, asked, basis, found), caller);
        erasures.asked(number, approval.number());
        return get(number);
    }

    private static Approval.Wanted wanted(long number, Asked asked, String basis, Findings found) {
        List<Approval.Change> difference = new ArrayList<>();
        difference.add(
                new Approval.Change(new Text("Căn cứ pháp lý", "Legal basis"), Text.same("–"), Text.same(basis)));
        for (Findings.OfJob one : found.jobs()) {
            difference.add(new Approval.Change(
                    new Text("Khu cách ly, " + one.name(), "Quarantine, " + one.name()),
                    rows(one.held().size()),
                    rows(0)));
            if (one.target() != null || one.failure() != null) {
                difference.add(new Approval.Change(
                        new Text("Đích " + one.targetDataset(), "Target " + one.targetDataset()),
                        one.target() == null
                                ? new Text("chưa xem được", "could not be looked at")
                                : rows(one.targetRows()),
                        new Text("không còn, và không vào lại", "gone, and not let in again")));
            }
        }
        return new Approval.Wanted(
                KIND,
                KIND + "/" + number,
                asked.agency(),
                Act.HANDLE_PERSONS,
                new Text(
                        "Xóa dữ liệu của một người (yêu cầu " + number + ")",
                        "Erase one person (request " + number + ")"),
                "/person-file/erasures/" + number,
                difference,
                Map.of(KIND, "" + number),
                asked.reason());
    }

    private static Text rows(int count) {
        return new Text(count + " dòng", count == 1 ? "1 row" : count + " rows");
    }

    @Override
    public boolean stands(Approval approval) {
        return erasures.find(number(approval))
                .filter(erasure -> erasure.state() == Erasure.State.ASKED)
                .isPresent();
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        long number = number(approval);
        erasures.approved(number, approver, approval.number());
        try {
            work.carryOut(number);
        } catch (RuntimeException failed) {
            // it is approved, whatever comes: the rest is tried again every minute
            LOG.warn(
                    "{} could not be carried out and is tried again in a minute",
                    approval.wanted().subject(),
                    failed);
        }
    }

    private static long number(Approval approval) {
        return Long.parseLong(approval.wanted().facts().get(KIND));
    }

    /** Tries the places that wait, now. */
    Erasure again(long number) {
        get(number);
        work.carryOut(number);
        return get(number);
    }

    @Override
    public Optional<Owners> owners(String id) {
        return id.matches("\\d{1,18}")
                ? erasures.find(Long.parseLong(id)).map(erasure -> new Owners(erasure.agency()))
                : Optional.empty();
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(PersonError.ERASURE_UNKNOWN, Map.of("number", id));
    }
}
