package vn.lienthong.codelist;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
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
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;

/** Amending code lists over REST: a draft, entry by entry or out of a file, that a second person lets in. */
@RestController
@RequestMapping("/api/v1/codelists/{name}")
class ListDraftApi {
    private final CodeListPages pages;
    private final ListDesk desk;
    private final ListApproval approval;

    ListDraftApi(CodeListPages pages, ListDesk desk, ListApproval approval) {
        this.pages = pages;
        this.desk = desk;
        this.approval = approval;
    }

    /** A code before and after; {@code kind} is {@code added}, {@code altered} or {@code ended}. */
    record Line(String code, String kind, List<CodeList.Entry> before, List<CodeList.Entry> after) {}

    /** A row of the last file that was left out. */
    record Wrong(String place, String problem, String remedy) {}

    /**
     * A draft.
     *
     * @param edition 0 where there is none yet
     * @param source the last file that was taken in
     * @param approval the request that waits for a second person
     */
    record View(
            String list,
            int edition,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String source,
            List<Line> changes,
            List<Wrong> faults,
            @Nullable Long approval) {}

    /**
     * An entry to put into the draft.
     *
     * @param was the first day of the entry whose place it takes, empty for one without; absent for a further one
     * @param edition the edition that was looked at; absent takes whatever is there
     */
    record Put(
            @Nullable String code,
            @Nullable String target,
            @Nullable String name,
            @Nullable String targetName,
            @Nullable String firstDay,
            @Nullable String lastDay,
            @Nullable String was,
            @Nullable Integer edition) {
        Given given() {
            return new Given(code, target, name, targetName, firstDay, lastDay);
        }
    }

    /** The request that a second person decides. */
    record Asked(long approval) {}

    /** The draft; where there is none, one of edition 0 that changes nothing. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @GetMapping("/draft")
    View draft(@PathVariable String name, Locale reader) {
        pages.get(name);
        ListDrafts.Draft draft = desk.draft(name);
        boolean there = draft.edition() > 0;
        return new View(
                name,
                draft.edition(),
                there ? draft.by() : null,
                there ? draft.at() : null,
                draft.source(),
                desk.plan(draft).changes().stream()
                        .map(change -> new Line(
                                change.code(),
                                change.kind().name().toLowerCase(Locale.ROOT),
                                change.before(),
                                change.after()))
                        .toList(),
                draft.faults().stream()
                        .map(fault -> new Wrong(
                                fault.place().in(reader),
                                fault.problem().in(reader),
                                fault.remedy().in(reader)))
                        .toList(),
                desk.waiting(name).map(one -> one.number()).orElse(null));
    }

    /** Puts one entry into the draft; begins a draft where there is none. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PutMapping("/draft/entries")
    View put(@PathVariable String name, @RequestBody Put put, Locale reader) {
        desk.put(name, put.edition(), put.given(), put.was());
        return draft(name, reader);
    }

    /** Makes a code in the draft again what it is in use. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @DeleteMapping("/draft/entries")
    View back(@PathVariable String name, @RequestParam String code, Locale reader) {
        desk.takeBack(name, null, code);
        return draft(name, reader);
    }

    /** Takes a workbook or CSV, which is the body, into the draft, and answers what would change. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @Costly
    @PostMapping("/draft/file")
    View file(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String file,
            @RequestParam(defaultValue = "") String ends,
            InputStream body,
            Locale reader)
            throws IOException {
        desk.take(name, null, file, body.readNBytes(ListTables.MOST_BYTES + 1), Given.day(ends));
        return draft(name, reader);
    }

    /** Makes the draft again what it was before the last file. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/draft/file/undo")
    View undo(@PathVariable String name, Locale reader) {
        desk.withoutFile(name, null);
        return draft(name, reader);
    }

    /** Makes the draft what an earlier version was, 0 for what the file says. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/versions/{version}/return")
    View returnTo(@PathVariable String name, @PathVariable int version, Locale reader) {
        desk.returnTo(name, version);
        return draft(name, reader);
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @DeleteMapping("/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String name) {
        desk.discard(name);
    }

    /** Asks a second person to let the draft in. */
    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping("/draft/propose")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked propose(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer edition,
            @RequestParam(defaultValue = "") String reason) {
        return new Asked(approval.propose(name, edition, reason).number());
    }
}
