package vn.lienthong.inventory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;
import vn.lienthong.kernel.Text;

/** All systems together over REST: overlap, who holds what, how much is connected; and the report as a workbook, from the page, too. */
@RestController
class ReviewApi {
    private static final String PATH = "/api/v1/systems";

    private final Review review;
    private final OverlapsShown overlaps;
    private final SeenSystems systems;
    private final Needs needs;
    private final MeasureDesk desk;
    private final ReviewWorkbook workbook;
    private final Callers callers;

    ReviewApi(
            Review review,
            OverlapsShown overlaps,
            SeenSystems systems,
            Needs needs,
            MeasureDesk desk,
            ReviewWorkbook workbook,
            Callers callers) {
        this.review = review;
        this.overlaps = overlaps;
        this.systems = systems;
        this.needs = needs;
        this.desk = desk;
        this.workbook = workbook;
        this.callers = callers;
    }

    /** A measurement on its way; {@code total} is known once its systems are compared by their columns. */
    record Measurement(
            long number,
            Instant asked,
            int done,
            int total,
            boolean running,
            @Nullable Instant ended,
            @Nullable Text problem) {
        static Measurement of(KeptOverlaps.Measurement one) {
            return new Measurement(
                    one.number(), one.asked(), one.done(), one.total(), one.running(), one.ended(), one.problem());
        }
    }

    /**
     * An overlap of a system.
     *
     * @param other null where the other system is not for the caller
     * @param score in per cent; absent where it was not measured, never 0 for that
     * @param joined whether a job keeps both in step
     */
    record Overlapping(
            String system,
            @Nullable String other,
            Text agency,
            int fields,
            int shared,
            @Nullable Integer score,
            boolean atLeast,
            boolean joined,
            Instant measuredAt,
            List<Overlap.Part> parts) {
        static Overlapping of(OverlapsShown.Line line) {
            Overlap overlap = line.overlap();
            KnownSystem other = line.other();
            return new Overlapping(
                    line.system().name(),
                    other == null ? null : other.name(),
                    line.agency(),
                    overlap.fields(),
                    overlap.shared(),
                    overlap.score(),
                    overlap.atLeast(),
                    line.joined(),
                    overlap.measuredAt(),
                    overlap.parts());
        }
    }

    /** How much of an agency's systems is connected. */
    record Share(
            String agency, Text name, int systems, int connected, int percent, List<Text> missing, long yearlyCost) {
        static Share of(Coverage.Share share) {
            return new Share(
                    share.code().value(),
                    share.name(),
                    share.systems(),
                    share.connected(),
                    share.percent(),
                    share.missing(),
                    share.cost());
        }
    }

    /** A system that has some of what is needed, and why. */
    record Holder(String system, Text title, String agency, List<Text> reasons) {
        static Holder of(Needs.Holder holder) {
            KnownSystem system = holder.line().system();
            return new Holder(system.name(), system.title(), system.agency().value(), holder.reasons());
        }
    }

    /** An agency whose systems are not for the caller and that holds some of what is needed. */
    record Elsewhere(String agency, Text name, int systems, List<Text> kinds) {
        static Elsewhere of(Needs.Elsewhere one) {
            return new Elsewhere(one.code().value(), one.agency(), one.systems(), one.kinds());
        }
    }

    /** Who already holds what somebody needs. */
    record Answer(List<Text> kinds, List<Holder> holders, List<Elsewhere> elsewhere) {}

    @May(Act.EXAMINE)
    @Costly
    @PostMapping(PATH + "/measurements")
    ResponseEntity<Measurement> measure() {
        return ResponseEntity.accepted().body(Measurement.of(desk.get(desk.ask(callers.current()))));
    }

    @May(Act.EXAMINE)
    @GetMapping(PATH + "/measurements/{number}")
    Measurement measured(@PathVariable long number) {
        return Measurement.of(desk.get(number));
    }

    /** The overlaps of one system, with their reasons. */
    @May(value = Act.SEE, of = "system")
    @GetMapping(PATH + "/{name}/overlaps")
    Page<Overlapping> overlaps(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit) {
        List<Overlapping> sorted = overlaps.of(systems.get(name)).stream()
                .map(Overlapping::of)
                .sorted(Comparator.comparing(ReviewApi::cursor))
                .toList();
        return Page.after(after, sorted, limit, ReviewApi::cursor);
    }

    private static String cursor(Overlapping one) {
        String named = one.other() == null ? "~" + one.agency().vi() : one.other();
        return "%03d/%s".formatted(100 - (one.score() == null ? 0 : one.score()), named);
    }

    /** How much of each agency's systems is connected. */
    @May(Act.SEE)
    @GetMapping(PATH + "/coverage")
    Page<Share> coverage(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        List<Share> sorted = review.find().shares().stream()
                .map(Share::of)
                .sorted(Comparator.comparing(Share::agency))
                .toList();
        return Page.after(after, sorted, limit, Share::agency);
    }

    /** Who already holds what somebody needs, in his words. */
    @May(Act.SEE)
    @GetMapping(PATH + "/check")
    Answer check(@RequestParam(defaultValue = "") String need, @RequestParam(defaultValue = "") List<String> kind) {
        Needs.Answer answer = needs.check(need, kind);
        return new Answer(
                answer.kinds(),
                answer.holders().stream().map(Holder::of).toList(),
                answer.elsewhere().stream().map(Elsewhere::of).toList());
    }

    /** The review as a workbook. */
    @May(Act.SEE)
    @GetMapping({"/systems/report.xlsx", PATH + "/report.xlsx"})
    ResponseEntity<byte[]> report(Locale reader) {
        return SystemImportsApi.workbook("ra-soat-he-thong.xlsx", workbook.of(review.find(), reader));
    }
}
