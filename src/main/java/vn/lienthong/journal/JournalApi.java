package vn.lienthong.journal;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Page;

/** The journal over REST; it is read here, never written. */
@RestController
@RequestMapping("/api/v1/journal")
class JournalApi {
    private final JournalLines lines;
    private final ChainedJournal journal;

    JournalApi(JournalLines lines, ChainedJournal journal) {
        this.lines = lines;
        this.journal = journal;
    }

    /**
     * Whether every entry fits the one before it.
     *
     * @param firstBreak the first entry that does not; absent where all do
     */
    record Chain(boolean intact, long entries, @Nullable Long firstBreak) {}

    /** Entries, newest first; of one act or about one thing where that is asked. */
    @GetMapping
    Page<JournalLines.Line> entries(
            @RequestParam(required = false) @Nullable String act,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Page.size(limit);
        return Page.of(lines.before(after, act, subject, size + 1), size, JournalLines.Line::id);
    }

    @GetMapping("/chain")
    Chain chain() {
        Long firstBreak = journal.firstBreak();
        return new Chain(firstBreak == null, lines.count(), firstBreak);
    }
}
