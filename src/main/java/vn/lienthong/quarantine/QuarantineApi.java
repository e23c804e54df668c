package vn.lienthong.quarantine;

import java.security.Principal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** Rejected rows over REST. Values leave masked by their class, unless somebody says why he has to see them; releasing is an act of the job. */
@RestController
@RequestMapping("/api/v1/quarantine")
class QuarantineApi {
    private final QuarantineDesk desk;
    private final SeenRows seen;
    private final Unmasking unmasking;
    private final Callers callers;

    QuarantineApi(QuarantineDesk desk, SeenRows seen, Unmasking unmasking, Callers callers) {
        this.unmasking = unmasking;
        this.callers = callers;
        this.seen = seen;
        this.desk = desk;
    }

    /** One field as it may be shown. */
    record ShownCell(String column, DataClass dataClass, String shown) {}

    /** One row with its fields. */
    record ShownRow(HeldRow row, List<ShownCell> cells) {}

    /** Why rows need not arrive. */
    record Discard(@Nullable String reason) {}

    @May(Act.SEE_HELD_ROWS)
    @GetMapping
    Page<HeldRow> rows(
            @RequestParam(defaultValue = "held") String state,
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Page.size(limit);
        return Page.of(seen.rows(state, job, code, after, size + 1), size, HeldRow::id);
    }

    @May(Act.SEE_HELD_ROWS)
    @GetMapping("/groups")
    List<ReasonGroup> groups(@RequestParam(required = false) @Nullable String job) {
        return seen.groups(job);
    }

    @May(value = Act.SEE_HELD_ROWS, of = "held-row", id = "id")
    @GetMapping("/{id}")
    ShownRow row(@PathVariable long id) {
        List<ShownCell> cells = desk.cells(id).stream()
                .map(cell -> new ShownCell(cell.column(), cell.dataClass(), cell.shown()))
                .toList();
        return new ShownRow(desk.row(id), cells);
    }

    /** Why somebody has to see a row as it is. */
    record Unmask(@Nullable String reason) {}

    /**
     * A row as it is.
     *
     * @param until how long the console shows it so to the same person
     */
    record PlainRow(HeldRow row, List<PlainCell> cells, Instant until) {}

    /** One field as it is; null where empty. */
    record PlainCell(
            String column, DataClass dataClass, @Nullable String value) {}

    @May(value = Act.SEE_PERSONAL_DATA, of = "held-row", id = "id")
    @Confirmed
    @PostMapping("/{id}/unmask")
    PlainRow unmask(@PathVariable long id, @RequestBody Unmask unmask) {
        Instant until = unmasking.begin(id, callers.current(), unmask.reason() == null ? "" : unmask.reason());
        List<PlainCell> cells = desk.cells(id).stream()
                .map(cell -> new PlainCell(
                        cell.column(),
                        cell.dataClass(),
                        cell.value() == null ? null : cell.value().toString()))
                .toList();
        return new PlainRow(desk.row(id), cells, until);
    }

    /** A field before and after somebody changed it, as it may be shown. */
    record ShownChange(String column, String before, String after) {}

    /** What somebody changed. */
    record ShownEdit(OffsetDateTime at, String person, List<ShownChange> changes) {}

    /** What people have changed in a row, the newest first. */
    @May(value = Act.SEE_HELD_ROWS, of = "held-row", id = "id")
    @GetMapping("/{id}/edits")
    List<ShownEdit> edits(@PathVariable long id) {
        return desk.edits(id).stream()
                .map(edit -> new ShownEdit(edit.at(), edit.person(), changes(edit)))
                .toList();
    }

    private static List<ShownChange> changes(Edit edit) {
        List<ShownChange> changes = new ArrayList<>();
        for (int at = 0; at < edit.before().size(); at++) {
            Cell before = edit.before().get(at);
            changes.add(new ShownChange(
                    before.column(), before.shown(), edit.after().get(at).shown()));
        }
        return changes;
    }

    /** Changes fields, given as {@code {"field": "new value"}}. */
    @May(value = Act.CORRECT_HELD_ROWS, of = "held-row", id = "id")
    @PatchMapping("/{id}")
    HeldRow edit(@PathVariable long id, @RequestBody Map<String, String> changes, Principal person) {
        desk.edit(id, changes, person.getName());
        return desk.row(id);
    }

    @May(value = Act.CORRECT_HELD_ROWS, of = "held-row", id = "id")
    @PostMapping("/{id}/discard")
    HeldRow discard(@PathVariable long id, @RequestBody Discard discard, Principal person) {
        desk.discard(id, discard.reason() == null ? "" : discard.reason(), person.getName());
        return desk.row(id);
    }
}
