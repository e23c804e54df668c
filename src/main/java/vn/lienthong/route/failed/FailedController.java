package vn.lienthong.route.failed;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;

/** Pages of failed exchanges: what failed, why, and what becomes of it. */
@Controller
@RequestMapping("/failed-exchanges")
class FailedController {
    private static final int PAGE = 50;

    private final FailedDesk desk;
    private final FailedBook book;
    private final FailedStore store;
    private final BeyondStore beyond;
    private final ReplayStore replays;

    FailedController(FailedDesk desk, FailedBook book, FailedStore store, BeyondStore beyond, ReplayStore replays) {
        this.desk = desk;
        this.book = book;
        this.store = store;
        this.beyond = beyond;
        this.replays = replays;
    }

    @May(Act.SEE)
    @GetMapping
    String page(
            @RequestParam(defaultValue = "") String route,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        shown(new FailedAsked(route, code, state, from, until, null, true), desk.agencies(Act.SEE), before, model);
        return "route/failed";
    }

    private void shown(FailedAsked asked, List<String> agencies, @Nullable Long before, Model model) {
        FailedQuery query = asked.query(book.mark(asked.key()), agencies);
        List<FailedExchange> found = desk.find(query, before == null ? Long.MAX_VALUE : before, PAGE);
        model.addAttribute("asked", asked);
        model.addAttribute("filters", !FailedQuery.of(agencies).equals(query));
        model.addAttribute("shown", found);
        model.addAttribute("waiting", store.count(FailedQuery.of(agencies)));
        model.addAttribute("count", store.count(query));
        FailedQuery again = asked.toRepeat().query(book.mark(asked.key()), agencies);
        model.addAttribute("repeatable", store.countRepeatable(again));
        model.addAttribute("beyond", beyond.of(query.route(), query.agencies()));
        model.addAttribute("codes", store.codes(agencies));
        model.addAttribute("states", FailedState.values());
        model.addAttribute("most", ReplayStore.MOST);
        model.addAttribute("progress", replays.underWay(agencies).orElse(null));
        model.addAttribute("older", found.size() == PAGE ? found.get(PAGE - 1).id() : null);
    }

    @May(value = Act.SEE, of = "failed-exchange", id = "id")
    @GetMapping("/{id}")
    String one(@PathVariable long id, Model model) {
        model.addAttribute("one", desk.get(id));
        return "route/failed-one";
    }

    @May(Act.RUN_JOBS)
    @PostMapping("/replay")
    String replay(
            @RequestParam(defaultValue = "") String route,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "false") boolean overtaken,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        FailedAsked asked = new FailedAsked(route, code, "open", from, until, key, overtaken);
        try {
            FailedDesk.Begun begun = desk.replay(asked.query(book.mark(key), desk.repeats(asked)), reason);
            after.addFlashAttribute("begun", begun);
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        after.addAttribute("route", route);
        after.addAttribute("code", code);
        after.addAttribute("from", from);
        after.addAttribute("until", until);
        return "redirect:/failed-exchanges";
    }

    @May(value = Act.RUN_JOBS, of = "failed-exchange", id = "id")
    @PostMapping("/{id}/replay")
    String again(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return done(id, after, "replayed", () -> desk.replay(id, reason));
    }

    @May(value = Act.DECIDE, of = "failed-exchange", id = "id")
    @PostMapping("/{id}/settle")
    String settle(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return done(id, after, "settled", () -> desk.end(id, true, reason));
    }

    @May(value = Act.DECIDE, of = "failed-exchange", id = "id")
    @PostMapping("/{id}/discard")
    String discard(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        return done(id, after, "discarded", () -> desk.end(id, false, reason));
    }

    private static String done(long id, RedirectAttributes after, String said, Runnable act) {
        try {
            act.run();
            after.addFlashAttribute("said", "failed.said." + said);
        } catch (HubException refused) {
            after.addFlashAttribute("refused", refused);
        }
        after.addAttribute("id", id);
        return "redirect:/failed-exchanges/{id}";
    }
}
