package vn.lienthong.sync;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;
import vn.lienthong.quarantine.Returned;

/** Correction workbooks that come back, over REST: handed in, looked at, carried out. No value of a row leaves here. */
@RestController
@RequestMapping("/api/v1/quarantine/returned")
class ReturnApi {
    private final Returns returns;
    private final Callers callers;

    ReturnApi(Returns returns, Callers callers) {
        this.returns = returns;
        this.callers = callers;
    }

    /** A line that cannot be used, in the reader's language. */
    record Fault(String place, @Nullable Long row, String problem) {}

    /**
     * What a workbook would do, or has done.
     *
     * @param number by which it is carried out
     * @param state shown, running, done or stopped
     * @param faulty how many lines cannot be used
     * @param faults the first of them
     * @param stop why it stopped
     */
    record View(
            long number,
            String file,
            String job,
            String state,
            int corrected,
            int unchanged,
            int settled,
            int unknown,
            int faulty,
            List<Fault> faults,
            int released,
            int refused,
            int overtaken,
            @Nullable String stop) {
        static View of(Returned returned, Locale reader) {
            return new View(
                    returned.number(),
                    returned.file(),
                    returned.job(),
                    returned.state(),
                    returned.corrected(),
                    returned.unchanged(),
                    returned.settled(),
                    returned.unknown(),
                    returned.faulty(),
                    returned.faults().stream()
                            .map(fault -> new Fault(
                                    fault.place().in(reader),
                                    fault.row() == 0 ? null : fault.row(),
                                    fault.problem().in(reader)))
                            .toList(),
                    returned.released(),
                    returned.refused(),
                    returned.overtaken(),
                    returned.stop() == null ? null : returned.stop().in(reader));
        }
    }

    @May(Act.CORRECT_HELD_ROWS)
    @Costly
    @PostMapping
    View read(@RequestParam(defaultValue = "") String file, InputStream body, Locale reader) throws IOException {
        byte[] bytes = body.readNBytes(ReturnedTable.MOST_BYTES + 1);
        long number = returns.read(callers.current(), file, bytes);
        return View.of(returns.look(callers.current(), number), reader);
    }

    @May(Act.CORRECT_HELD_ROWS)
    @GetMapping("/{number}")
    View one(@PathVariable long number, Locale reader) {
        return View.of(returns.look(callers.current(), number), reader);
    }

    @May(Act.CORRECT_HELD_ROWS)
    @Costly
    @PostMapping("/{number}/apply")
    ResponseEntity<View> apply(@PathVariable long number, Locale reader) {
        returns.start(callers.current(), number);
        return ResponseEntity.accepted().body(View.of(returns.look(callers.current(), number), reader));
    }
}
