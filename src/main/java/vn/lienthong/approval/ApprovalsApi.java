package vn.lienthong.approval;

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
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** What waits for a second person, over REST. */
@RestController
@RequestMapping("/api/v1/approvals")
class ApprovalsApi {
    private final Approvals approvals;

    ApprovalsApi(Approvals approvals) {
        this.approvals = approvals;
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
    Page<Approval> all(@RequestParam(defaultValue = "0") int after, @RequestParam(defaultValue = "100") int limit) {
        List<Approval> all = approvals.all();
        int size = Page.size(limit);
        int begin = Math.min(Math.max(after, 0), all.size());
        int end = Math.min(begin + size, all.size());
        return new Page<>(all.subList(begin, end), end < all.size() ? String.valueOf(end) : null);
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @GetMapping("/{number}")
    Approval one(@PathVariable long number) {
        return approvals.get(number);
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/approve")
    Approval approve(@PathVariable long number, @RequestBody(required = false) @Nullable Said said) {
        return approvals.approve(number, Said.words(said));
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/decline")
    Approval decline(@PathVariable long number, @RequestBody(required = false) @Nullable Said said) {
        return approvals.decline(number, Said.words(said));
    }

    @May(value = Act.SEE, of = "approval", id = "number")
    @PostMapping("/{number}/withdraw")
    Approval withdraw(@PathVariable long number) {
        return approvals.withdraw(number);
    }
}
