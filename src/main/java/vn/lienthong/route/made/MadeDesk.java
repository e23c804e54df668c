package vn.lienthong.route.made;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.document.SourceText;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/**
 * Changes of hand-made routes that the hub holds: one person who runs the platform proposes what he has tried, another one lets it in;
 * nobody does both, also not where he is alone. What a file holds is changed where the file lies.
 */
@Component
class MadeDesk implements Approvable {
    private static final String NAME = "name";
    private static final String TEXT = "text";
    private static final String AFTER = "after";

    private final KnownMade made;
    private final MadeVersions versions;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    MadeDesk(
            KnownMade made,
            MadeVersions versions,
            Approvals approvals,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.made = made;
        this.versions = versions;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return SeenMade.KIND;
    }

    /** What is wrong with a text, as it would be found when it is proposed; nothing is kept. */
    List<Problem> check(String name, String typed) {
        callers.current().need(Act.RUN_PLATFORM, null);
        return made.check(name, SourceText.tidy(typed));
    }

    /** Whether a file holds the routes of a name, so that they are changed where it lies. */
    boolean ofFile(String name) {
        MadeVersions.Version last = last(name).orElse(null);
        return made.find(name).map(KnownMade.State::ofFile).orElse(last != null && last.ofFile() && !last.removed());
    }

    /**
     * Goes on only if the hub holds the routes of a name, or nobody does yet.
     *
     * @throws HubException CONFLICT, naming the file to change
     */
    void needHeldHere(String name) {
        if (ofFile(name)) {
            throw new HubException(MadeError.OF_FILE, Map.of("name", name, "file", KnownMade.shown(name)));
        }
    }

    /**
     * Proposes the routes of a name, or others in their place.
     *
     * @param version the earlier version that is returned to; null where it is none
     * @return the request that another person decides
     * @throws DocumentException with all that is wrong in it
     * @throws HubException DENIED; CONFLICT where a file holds the name, nothing would change, or another proposal waits
     */
    Approval propose(String name, String typed, String reason, @Nullable Integer version) {
        callers.current().need(Act.RUN_PLATFORM, null);
        String text = SourceText.tidy(typed);
        List<Problem> problems = made.check(name, text);
        if (!problems.isEmpty()) {
            throw new DocumentException(problems);
        }
        needHeldHere(name);
        MadeVersions.Version last = last(name).orElse(null);
        boolean there = last != null && !last.removed();
        if (there && last.text().equals(text)) {
            throw new HubException(MadeError.SAME, Map.of("name", name));
        }
        boolean returned = version != null
                && versions.find(name, version)
                        .filter(one -> one.text().equals(text))
                        .isPresent();
        return ask(name, text, reason, MadeWords.what(name, there, returned ? version : null));
    }

    /**
     * Proposes that there shall be no routes of a name any more.
     *
     * @return the request that another person decides
     * @throws HubException DENIED; NOT_FOUND; CONFLICT where a file holds the name, or another proposal waits
     */
    Approval proposeEnd(String name, String reason) {
        callers.current().need(Act.RUN_PLATFORM, null);
        needHeldHere(name);
        if (last(name).filter(one -> !one.removed()).isEmpty()) {
            throw new HubException(MadeError.UNKNOWN, Map.of("name", name));
        }
        return ask(name, "", reason, MadeWords.end(name));
    }

    private Approval ask(String name, String text, String reason, Text what) {
        MadeVersions.Version last = last(name).orElse(null);
        Map<String, String> facts =
                Map.of(NAME, name, TEXT, text, AFTER, String.valueOf(last == null ? 0 : last.version()));
        approvals
                .open(kind(), SeenMade.subject(name))
                .filter(open -> !open.wanted().facts().equals(facts))
                .ifPresent(open -> {
                    throw new HubException(MadeError.WAITS, Map.of("name", name, "number", open.number()));
                });
        return approvals.ask(
                new Approval.Wanted(
                        kind(),
                        SeenMade.subject(name),
                        null,
                        Act.RUN_PLATFORM,
                        what,
                        "/routes/made/" + name,
                        MadeWords.difference(name, last == null ? "" : last.text(), text),
                        facts,
                        reason.strip()),
                callers.current());
    }

    private Optional<MadeVersions.Version> last(String name) {
        return versions.of(name).stream().findFirst();
    }

    /** The text that a request would put into effect; empty where it would end what is. */
    static String proposed(Approval approval) {
        return approval.wanted().facts().getOrDefault(TEXT, "");
    }

    /** Nothing else has come since it was asked for. */
    @Override
    public boolean stands(Approval approval) {
        Map<String, String> facts = approval.wanted().facts();
        String name = facts.get(NAME);
        boolean file = made.find(name).map(KnownMade.State::ofFile).orElse(false);
        int now = last(name).map(MadeVersions.Version::version).orElse(0);
        return !file && String.valueOf(now).equals(facts.get(AFTER));
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        Map<String, String> facts = approval.wanted().facts();
        String name = facts.get(NAME);
        String text = facts.get(TEXT);
        // what it leans on may be another since it was asked for
        List<Problem> problems = text.isEmpty() ? List.of() : made.check(name, text);
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new HubException(
                    MadeError.NOT_NOW,
                    Map.of("name", name, "line", first.line(), "why", first.what(), "remedy", first.remedy()));
        }
        transaction.executeWithoutResult(status -> {
            journal.recordWithin(entry(approval, approver, name, text));
            int after = Integer.parseInt(facts.get(AFTER));
            if (!versions.follow(name, after, text, approval.requester(), paper(approval))) {
                throw new HubException(MadeError.OVERTAKEN, Map.of("name", name));
            }
        });
        made.refresh();
    }

    private Journal.Entry entry(Approval approval, String approver, String name, String text) {
        Journal.Entry entry = new Journal.Entry(
                        approver,
                        text.isEmpty() ? "route.ended" : "route.changed",
                        approval.wanted().subject(),
                        "done",
                        approval.wanted().reason(),
                        Map.of("after", approval.wanted().facts().get(AFTER)))
                .under(paper(approval));
        AgencyCode agency = SeenMade.agency(
                name,
                text.isEmpty() ? last(name).map(MadeVersions.Version::text).orElse("") : text);
        return agency == null ? entry : entry.withAgency(agency);
    }

    private static String paper(Approval approval) {
        return "approval/" + approval.number();
    }
}
