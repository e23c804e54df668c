package vn.lienthong.route.failed;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** Failed exchanges over REST. */
@RestController
@RequestMapping("/api/v1/failed-exchanges")
class FailedApi {
    private final FailedDesk desk;
    private final FailedBook book;
    private final FailedStore store;
    private final BeyondStore beyond;
    private final ReplayStore replays;

    FailedApi(FailedDesk desk, FailedBook book, FailedStore store, BeyondStore beyond, ReplayStore replays) {
        this.desk = desk;
        this.book = book;
        this.store = store;
        this.beyond = beyond;
        this.replays = replays;
    }

    /** Why something is done. */
    record Reason(@Nullable String reason) {}

    /** Which are to be taken up again, and why. */
    record Wanted(@Nullable FailedAsked which, @Nullable String reason) {}

    /**
     * A page of them.
     *
     * @param beyond how many of the route, or of all, were counted and not kept
     */
    record Found(Page<FailedExchange> page, long count, long beyond) {}

    @May(Act.SEE)
    @GetMapping
    Found all(
            @RequestParam(defaultValue = "") String route,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        return found(new FailedAsked(route, code, state, from, until, null, true), after, limit);
    }

    /** The same by a key, which stands in no address. */
    @May(Act.SEE_HELD_ROWS)
    @Costly
    @PostMapping("/search")
    Found search(
            @RequestBody FailedAsked asked,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        return found(asked, after, limit);
    }

    private Found found(FailedAsked asked, String after, int limit) {
        Act act = asked.key() == null ? Act.SEE : Act.SEE_HELD_ROWS;
        FailedQuery query = asked.query(book.mark(asked.key()), desk.agencies(act));
        int size = Page.size(limit);
        long before = after.isEmpty() ? Long.MAX_VALUE : number(after);
        return new Found(
                Page.of(desk.find(query, before, size + 1), size, FailedExchange::id),
                store.count(query),
                beyond.of(query.route(), query.agencies()));
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new HubException(FailedError.UNKNOWN, Map.of("id", "?"));
        }
        return Long.parseLong(text);
    }

    @May(value = Act.SEE, of = "failed-exchange", id = "id")
    @GetMapping("/{id}")
    FailedExchange one(@PathVariable long id) {
        return desk.get(id);
    }

    /** Takes those that fit up again, the oldest first, {@value ReplayStore#MOST} at a time. */
    @May(Act.RUN_JOBS)
    @PostMapping("/replay")
    FailedDesk.Begun replay(@RequestBody Wanted wanted) {
        FailedAsked which = wanted.which() == null
                ? new FailedAsked(null, null, null, null, null, null, false)
                : wanted.which().toRepeat();
        return desk.replay(which.query(book.mark(which.key()), desk.repeats(which)), FailedAsked.text(wanted.reason()));
    }

    /** How a replay gets on. */
    @May(Act.RUN_JOBS)
    @GetMapping("/replays/{replay}")
    ReplayStore.Progress progress(@PathVariable long replay) {
        return replays.progress(replay, desk.agencies(Act.RUN_JOBS))
                .orElseThrow(() -> new HubException(FailedError.UNKNOWN, Map.of("id", replay)));
    }

    @May(value = Act.RUN_JOBS, of = "failed-exchange", id = "id")
    @PostMapping("/{id}/replay")
    FailedDesk.Begun again(@PathVariable long id, @RequestBody Reason reason) {
        return desk.replay(id, FailedAsked.text(reason.reason()));
    }

    /** Ends one that had arrived. */
    @May(value = Act.DECIDE, of = "failed-exchange", id = "id")
    @PostMapping("/{id}/settle")
    FailedExchange settle(@PathVariable long id, @RequestBody Reason reason) {
        desk.end(id, true, FailedAsked.text(reason.reason()));
        return desk.get(id);
    }

    /** Ends one that need not arrive. */
    @May(value = Act.DECIDE, of = "failed-exchange", id = "id")
    @PostMapping("/{id}/discard")
    FailedExchange discard(@PathVariable long id, @RequestBody Reason reason) {
        desk.end(id, false, FailedAsked.text(reason.reason()));
        return desk.get(id);
    }
}
