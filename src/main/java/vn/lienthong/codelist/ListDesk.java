package vn.lienthong.codelist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.approval.Approval;
import vn.lienthong.approval.Approvals;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;

/**
 * Drafts of code lists: entries by hand and out of files. A draft is used by nothing until a second person lets it in
 * ({@link ListApproval}). A code is ended, never taken away. Whoever changes a draft says which edition he saw: 0 where there was none,
 * null to take whatever is there.
 */
@Component
class ListDesk {
    private final CodeLists lists;
    private final Amendments amendments;
    private final ListDrafts drafts;
    private final ListTables tables;
    private final Approvals approvals;
    private final Callers callers;
    private final Journal journal;

    ListDesk(
            CodeLists lists,
            Amendments amendments,
            ListDrafts drafts,
            ListTables tables,
            Approvals approvals,
            Callers callers,
            Journal journal) {
        this.lists = lists;
        this.amendments = amendments;
        this.drafts = drafts;
        this.tables = tables;
        this.approvals = approvals;
        this.callers = callers;
        this.journal = journal;
    }

    /** The list as its file says; throws NOT_FOUND where there is none. */
    private CodeList origin(String name) {
        return lists.origin(name).orElseThrow(() -> new HubException(CodelistError.UNKNOWN, Map.of("name", name)));
    }

    /** The draft, or what one would begin with, as edition 0. */
    ListDrafts.Draft draft(String name) {
        return drafts.find(name).orElseGet(() -> {
            int base = amendments.newest(name);
            return new ListDrafts.Draft(
                    name,
                    base,
                    amendments.entries(name, base).orElse(List.of()),
                    0,
                    callers.current().name(),
                    Instant.EPOCH,
                    null,
                    List.of(),
                    null);
        });
    }

    /** The list as it would be. */
    CodeList drafted(ListDrafts.Draft draft) {
        return origin(draft.list()).amended(draft.entries(), lists::today);
    }

    /** What the draft would make of the list as it is now. */
    ListPlan plan(ListDrafts.Draft draft) {
        CodeList origin = origin(draft.list());
        List<CodeList.Entry> inUse = amendments.entries(draft.list());
        return ListPlan.of(origin.amended(inUse, lists::today), drafted(draft));
    }

    /** The open request about a list. */
    Optional<Approval> waiting(String name) {
        return approvals.open(ListApproval.KIND, ListApproval.subject(name));
    }

    /**
     * Puts an entry into the draft of a list.
     *
     * @param was the first day of the entry whose place it takes, empty for one without; null for a further one
     */
    void put(String name, @Nullable Integer edition, Given given, @Nullable String was) {
        ListDrafts.Draft draft = open(name, edition);
        CodeList list = drafted(draft);
        CodeList.Entry entry = given.entry(list.crosswalk());
        List<CodeList.Entry> after = new ArrayList<>(list.of(entry.code()));
        if (was != null) {
            LocalDate first = Given.day(was);
            if (!after.removeIf(one -> Objects.equals(one.firstDay(), first))) {
                throw new HubException(CodelistError.ENTRY_UNKNOWN, Map.of("code", entry.code()));
            }
        } else if (after.contains(entry)) {
            throw new HubException(CodelistError.ENTRY_THERE, Map.of("code", entry.code()));
        }
        after.add(entry);
        after.sort(CodeList.Entry.ORDER);
        Given.needFitting(after);
        keep(draft.with(with(draft, Map.of(entry.code(), after))));
    }

    /** Makes a code in the draft again what it is in use. */
    void takeBack(String name, @Nullable Integer edition, String code) {
        ListDrafts.Draft draft = open(name, edition);
        CodeList inUse = origin(name).amended(amendments.entries(name), lists::today);
        keep(draft.with(with(draft, Map.of(code, inUse.of(code)))));
    }

    /**
     * Takes a file into the draft; rows that cannot be taken are left out and told in the draft.
     *
     * @param ends the last day of codes that the file does not name; null where they stay as they are
     * @throws HubException CONFIGURATION where the file as a whole cannot be used
     */
    void take(String name, @Nullable Integer edition, String file, byte[] bytes, @Nullable LocalDate ends) {
        if (bytes.length == 0) {
            throw new HubException(CodelistError.FILE_NONE, Map.of());
        }
        if (bytes.length > ListTables.MOST_BYTES) {
            throw new HubException(CodelistError.FILE_LARGE, Map.of("most", ListTables.MOST_BYTES >> 20));
        }
        ListDrafts.Draft draft = open(name, edition);
        String shown = HandedTables.nameOf(file);
        List<HandedTables.Row> rows = tables.read(shown, bytes);
        if (rows.isEmpty()) {
            throw new HubException(CodelistError.FILE_EMPTY, Map.of("file", shown));
        }
        TakenFile taken = new TakenFile(drafted(draft), lists.today()).take(rows, ends);
        keep(draft.taken(shown, with(draft, taken.changes()), taken.faults()));
    }

    /** Makes the draft again what it was before the last file was taken in. */
    void withoutFile(String name, @Nullable Integer edition) {
        ListDrafts.Draft draft = open(name, edition);
        if (draft.before() == null) {
            throw new HubException(CodelistError.FILE_NONE, Map.of());
        }
        keep(draft.withoutFile(draft.before()));
    }

    /**
     * Makes the draft what an earlier version was. Codes that have come since and are or were in force stay, and end today: rows were
     * written with them.
     *
     * @param version 0 for the list as its file says
     */
    void returnTo(String name, int version) {
        ListDrafts.Draft draft = open(name, null);
        List<CodeList.Entry> then = amendments
                .entries(name, version)
                .orElseThrow(() ->
                        new HubException(CodelistError.VERSION_UNKNOWN, Map.of("list", name, "version", version)));
        CodeList back = origin(name).amended(then, lists::today);
        LocalDate today = lists.today();
        List<CodeList.Entry> entries = new ArrayList<>(then);
        for (CodeList.Entry entry : amendments.entries(name)) {
            boolean begun = entry.firstDay() == null || !entry.firstDay().isAfter(today);
            if (begun && back.of(entry.code()).isEmpty()) {
                boolean ended = entry.lastDay() != null && !entry.lastDay().isAfter(today);
                entries.add(ended ? entry : entry.until(today));
            }
        }
        keep(draft.withoutFile(entries));
    }

    /** Takes a draft away; what is in use stays as it is. */
    void discard(String name) {
        Caller caller = allowed();
        refuseWhileWaiting(name);
        there(name);
        journal.record(entry(caller, "codelist.discarded", name, Map.of()));
        drafts.remove(name);
    }

    /** The draft; throws NOT_FOUND where there is none. */
    ListDrafts.Draft there(String name) {
        return drafts.find(name).orElseThrow(() -> new HubException(CodelistError.DRAFT_NONE, Map.of("list", name)));
    }

    private ListDrafts.Draft open(String name, @Nullable Integer edition) {
        allowed();
        origin(name);
        refuseWhileWaiting(name);
        ListDrafts.Draft draft = draft(name);
        if (edition != null && edition != draft.edition()) {
            throw ListDrafts.changed(name);
        }
        return draft;
    }

    private void keep(ListDrafts.Draft draft) {
        Caller caller = callers.current();
        if (draft.edition() > 0) {
            drafts.change(draft, caller.name());
            return;
        }
        journal.record(entry(caller, "codelist.drafted", draft.list(), Map.of()));
        drafts.begin(draft, caller.name());
    }

    /** All entries of the amended codes, some with others in their place; what says the same as the file is left to the file. */
    private List<CodeList.Entry> with(ListDrafts.Draft draft, Map<String, List<CodeList.Entry>> changes) {
        CodeList origin = origin(draft.list());
        Map<String, List<CodeList.Entry>> byKey = new LinkedHashMap<>();
        changes.forEach((code, entries) -> byKey.put(origin.key(code), entries));
        Set<String> replaced = new HashSet<>(byKey.keySet());
        List<CodeList.Entry> all = new ArrayList<>(draft.entries().stream()
                .filter(entry -> !replaced.contains(origin.key(entry.code())))
                .toList());
        byKey.forEach((key, entries) -> {
            if (!entries.equals(origin.of(key))) {
                all.addAll(entries);
            }
        });
        return all;
    }

    private Caller allowed() {
        Caller caller = callers.current();
        caller.need(Act.RUN_PLATFORM, null);
        return caller;
    }

    private void refuseWhileWaiting(String name) {
        waiting(name).ifPresent(open -> {
            throw new HubException(CodelistError.DRAFT_WAITS, Map.of("list", name, "number", open.number()));
        });
    }

    private static Journal.Entry entry(Caller caller, String act, String list, Map<String, String> details) {
        return new Journal.Entry(caller.name(), act, ListApproval.subject(list), "done", null, details);
    }
}
