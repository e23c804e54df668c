package vn.lienthong.approval;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** What waits for a second person, over REST. */
@RestController
@RequestMapping("/api/v1/approvals")
class ApprovalsApi {
    private final Approvals approvals;

    ApprovalsApi(Approvals approvals) {
        this.approvals = approvals;
    }

    /** A request as programs see it; see {@link Approval}. */
    record View(
            long number,
            String kind,
            String subject,
            @Nullable String agency,
            String act,
            Text what,
            List<Approval.Change> difference,
            String requester,
            String reason,
            Instant asked,
            Instant expires,
            Approval.State state,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String words) {
        /** What is shown of a request. */
        static View of(Approval approval) {
            Approval.Wanted wanted = approval.wanted();
            AgencyCode agency = wanted.agency();
            return new View(
                    approval.number(),
                    wanted.kind(),
                    wanted.subject(),
                    agency == null ? null : agency.value(),
                    wanted.act().code(),
                    wanted.what(),
                    wanted.difference(),
                    approval.requester(),
                    wanted.reason(),
                    approval.asked(),
                    approval.expires(),
                    approval.state(),
                    approval.decidedBy(),
                    approval.decidedAt(),
                    approval.words());
        }
    }

    /** What the second person says to it. */
    record Said(@Nullable String reason) {
        static String words(@Nullable Said said) {
            return said == null || said.reason() == null ? "" : said.reason().strip();
        }
    }

    /** Open ones first, then the newest. */
    @May(Act.SEE)
    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "0") int after, @RequestParam(defaultValue = "100") int limit) {
        List<View> all = approvals.all().stream().map(View::of).toList();
        int size = Page.size(limit);
        int begin = Math.min(Math.max(after, 0), all.size());
        int end = Math.min(begin + size, all.size());
        return new Page<>(all.subList(begin, end), end < all.size() ? String.valueOf(end) : null);
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @GetMapping("/{number}")
    View one(@PathVariable long number) {
        return View.of(approvals.get(number));
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @Confirmed
    @PostMapping("/{number}/approve")
    View approve(@PathVariable long number, @RequestBody(required = false) @Nullable Said said) {
        return View.of(approvals.approve(number, Said.words(said)));
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/decline")
    View decline(@PathVariable long number, @RequestBody(required = false) @Nullable Said said) {
        return View.of(approvals.decline(number, Said.words(said)));
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/withdraw")
    View withdraw(@PathVariable long number) {
        return View.of(approvals.withdraw(number));
    }
}
