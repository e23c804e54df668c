package vn.lienthong.agency;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Confirmed;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Owners;
import vn.lienthong.kernel.Text;

/** Agencies out of a file, over REST: handed in, looked at, carried out; and the workbook to fill in, from the page, too. */
@RestController
class TreeImportsApi {
    static final String PATH = "/api/v1/agencies/import";

    private static final MediaType WORKBOOK =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final TreeImports imports;
    private final AgencyRows rows;
    private final Agencies agencies;
    private final Callers callers;

    TreeImportsApi(TreeImports imports, AgencyRows rows, Agencies agencies, Callers callers) {
        this.imports = imports;
        this.rows = rows;
        this.agencies = agencies;
        this.callers = callers;
    }

    /** An agency that would be another; {@code from} only where it moves. */
    record Line(
            String code,
            Text name,
            @Nullable String from,
            @Nullable String parent) {
        static Line of(TreePlan.Change change) {
            return new Line(
                    change.after().code().value(),
                    change.after().name(),
                    change.reaches() ? code(change.from()) : null,
                    code(change.after().parent()));
        }

        private static @Nullable String code(@Nullable AgencyCode code) {
            return code == null ? null : code.value();
        }
    }

    /** What is wrong with a row, in the reader's language. */
    record Fault(String place, String problem, String remedy) {}

    /**
     * What a file would do.
     *
     * @param number by which it is carried out
     */
    record View(
            long number,
            String file,
            List<Line> added,
            List<Line> altered,
            List<Line> moved,
            int unchanged,
            List<Fault> faults) {
        static View of(TreeImports.Preview preview, Locale reader) {
            TreePlan plan = preview.plan();
            return new View(
                    preview.number(),
                    preview.file(),
                    lines(plan, change -> change.kind() == TreePlan.Kind.ADDED && !change.reaches()),
                    lines(plan, change -> change.kind() == TreePlan.Kind.ALTERED),
                    lines(plan, TreePlan.Change::reaches),
                    plan.unchanged(),
                    preview.faults().stream()
                            .map(fault -> new Fault(
                                    fault.place().in(reader),
                                    fault.problem().in(reader),
                                    fault.remedy().in(reader)))
                            .toList());
        }

        private static List<Line> lines(TreePlan plan, Predicate<TreePlan.Change> which) {
            return plan.changes().stream().filter(which).map(Line::of).toList();
        }
    }

    @May(Act.MANAGE_AGENCIES)
    @PostMapping(PATH)
    View read(@RequestParam(defaultValue = "") String file, InputStream body, Locale reader) throws IOException {
        byte[] bytes = body.readNBytes(AgencyRows.MOST_BYTES + 1);
        return View.of(imports.read(callers.current(), file, bytes), reader);
    }

    @May(Act.MANAGE_AGENCIES)
    @GetMapping(PATH + "/{number}")
    View one(@PathVariable long number, Locale reader) {
        return View.of(imports.look(callers.current(), number), reader);
    }

    @May(Act.MANAGE_AGENCIES)
    @Confirmed(always = false)
    @PostMapping(PATH + "/{number}/apply")
    ResponseEntity<?> apply(@PathVariable long number, @RequestBody AgenciesApi.Reason why) {
        return imports.carryOut(callers.current(), number, AgenciesApi.said(why.reason()))
                .<ResponseEntity<?>>map(AgenciesApi::accepted)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** The workbook to fill in; with the agencies that the caller sees, where he asks for them. */
    @May(Act.MANAGE_AGENCIES)
    @GetMapping({"/agencies/template.xlsx", "/api/v1/agencies/template.xlsx"})
    ResponseEntity<byte[]> template(@RequestParam(defaultValue = "false") boolean filled) {
        Caller caller = callers.current();
        List<Agency> seen = filled
                ? agencies.tree().inOrder().stream()
                        .map(AgencyTree.Placed::agency)
                        .filter(agency -> caller.sees(new Owners(agency.code())))
                        .toList()
                : List.of();
        return ResponseEntity.ok()
                .contentType(WORKBOOK)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("co-quan.xlsx")
                                .build()
                                .toString())
                .body(rows.template(seen));
    }
}
