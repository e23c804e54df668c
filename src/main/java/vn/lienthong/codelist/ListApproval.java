package vn.lienthong.codelist;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.lienthong.approval.Approvable;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/**
 * How a draft of a code list comes into use: one person who runs the platform asks, another one sees each code before and after and
 * decides; nobody does both, also not where he is alone. All of it comes into use at once, in one transaction.
 */
@Component
class ListApproval implements Approvable {
    static final String KIND = "codelist";
    private static final String LIST = "list";
    private static final String AFTER = "after";
    private static final String EDITION = "edition";
    private static final String MARK = "mark";
    private static final int SHOWN = 100;
    private static final Text NOTHING = Text.same("–");

    private final CodeLists lists;
    private final Amendments amendments;
    private final ListDrafts drafts;
    private final ListDesk desk;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;
    private final TransactionTemplate transaction;

    ListApproval(
            CodeLists lists,
            Amendments amendments,
            ListDrafts drafts,
            ListDesk desk,
            Approvals approvals,
            Callers callers,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.lists = lists;
        this.amendments = amendments;
        this.drafts = drafts;
        this.desk = desk;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public String kind() {
        return KIND;
    }

    static String subject(String list) {
        return KIND + "/" + list;
    }

    /**
     * Proposes that the draft of a list come into use.
     *
     * @param edition the edition that was looked at; null takes whatever is there
     * @return the request that another person decides
     * @throws HubException DENIED; NOT_FOUND without a draft; CONFLICT where nothing would change, another version came since, or it waits
     */
    Approval propose(String name, @Nullable Integer edition, String reason) {
        Caller caller = callers.current();
        caller.need(Act.RUN_PLATFORM, null);
        ListDrafts.Draft draft = desk.there(name);
        if (edition != null && edition != draft.edition()) {
            throw ListDrafts.changed(name);
        }
        desk.waiting(name).ifPresent(open -> {
            throw new HubException(CodelistError.DRAFT_WAITS, Map.of("list", name, "number", open.number()));
        });
        if (draft.base() != amendments.newest(name)) {
            throw new HubException(CodelistError.DRAFT_STALE, Map.of("list", name));
        }
        ListPlan plan = desk.plan(draft);
        if (plan.changes().isEmpty()) {
            throw new HubException(CodelistError.DRAFT_SAME, Map.of("list", name));
        }
        CodeList list = desk.drafted(draft);
        return approvals.ask(
                new Approval.Wanted(
                        KIND,
                        subject(name),
                        null,
                        Act.RUN_PLATFORM,
                        new Text(
                                "Sửa bảng mã " + list.title().vi(),
                                "Change the code list " + list.title().en()),
                        "/code-lists/" + name + "/draft",
                        difference(list, plan),
                        Map.of(LIST, name, AFTER, "" + draft.base(), EDITION, "" + draft.edition(), MARK, plan.mark()),
                        reason.strip()),
                caller);
    }

    private static List<Approval.Change> difference(CodeList list, ListPlan plan) {
        List<Approval.Change> changes = new ArrayList<>();
        plan.changes().stream()
                .limit(SHOWN)
                .forEach(change -> changes.add(new Approval.Change(
                        Text.same(change.code()), words(list, change.before()), words(list, change.after()))));
        int more = plan.changes().size() - SHOWN;
        if (more > 0) {
            changes.add(new Approval.Change(
                    new Text("và " + more + " mã khác", "and " + more + " further codes"), NOTHING, NOTHING));
        }
        return changes;
    }

    private static Text words(CodeList list, List<CodeList.Entry> entries) {
        return entries.isEmpty() ? NOTHING : new Text(words(list, entries, Text::vi), words(list, entries, Text::en));
    }

    private static String words(CodeList list, List<CodeList.Entry> entries, Function<Text, String> reader) {
        return entries.stream()
                .map(entry -> Stream.of(named(entry), becomes(list, entry), reader.apply(days(entry)))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" ")))
                .map(all -> all.isEmpty() ? entries.get(0).code() : all)
                .collect(Collectors.joining("; "));
    }

    private static String named(CodeList.Entry entry) {
        return entry.name().equals(entry.code()) ? "" : entry.name();
    }

    private static String becomes(CodeList list, CodeList.Entry entry) {
        if (!list.crosswalk()) {
            return "";
        }
        return "→ " + entry.target() + (entry.targetName().equals(entry.target()) ? "" : " " + entry.targetName());
    }

    private static Text days(CodeList.Entry entry) {
        String first = ListTables.written(entry.firstDay());
        String last = ListTables.written(entry.lastDay());
        if (first.isEmpty() && last.isEmpty()) {
            return Text.same("");
        }
        if (last.isEmpty()) {
            return new Text("(từ " + first + ")", "(from " + first + ")");
        }
        return first.isEmpty()
                ? new Text("(đến hết " + last + ")", "(until " + last + ")")
                : Text.same("(" + first + " – " + last + ")");
    }

    /** The draft is as it was shown, and so is the list that it would change. */
    @Override
    public boolean stands(Approval approval) {
        Map<String, String> facts = approval.wanted().facts();
        String name = facts.get(LIST);
        return lists.origin(name).isPresent()
                && drafts.find(name)
                        .filter(draft -> ("" + draft.edition()).equals(facts.get(EDITION))
                                && ("" + amendments.newest(name)).equals(facts.get(AFTER))
                                && desk.plan(draft).mark().equals(facts.get(MARK)))
                        .isPresent();
    }

    @Override
    public void carryOut(Approval approval, String approver, String words) {
        String name = approval.wanted().facts().get(LIST);
        String paper = "approval/" + approval.number();
        transaction.executeWithoutResult(status -> {
            ListDrafts.Draft draft = desk.there(name);
            if (draft.by().equals(approver)) {
                throw new HubException(CodelistError.DRAFT_OWN, Map.of("list", name));
            }
            ListPlan plan = desk.plan(draft);
            Amendments.Counts counts = plan.counts();
            journal.recordWithin(new Journal.Entry(
                            approver,
                            "codelist.amended",
                            approval.wanted().subject(),
                            "done",
                            approval.wanted().reason(),
                            Map.of(
                                    "version",
                                    "" + (draft.base() + 1),
                                    "added",
                                    "" + counts.added(),
                                    "altered",
                                    "" + counts.altered(),
                                    "ended",
                                    "" + counts.ended()))
                    .under(paper));
            if (!plan.mark().equals(approval.wanted().facts().get(MARK))
                    || !amendments.follow(name, draft.base(), draft.entries(), counts, approval.requester(), paper)) {
                throw new HubException(CodelistError.DRAFT_STALE, Map.of("list", name));
            }
            if (!drafts.remove(name, draft.edition())) {
                throw new HubException(CodelistError.DRAFT_STALE, Map.of("list", name));
            }
        });
        lists.refresh();
    }
}
