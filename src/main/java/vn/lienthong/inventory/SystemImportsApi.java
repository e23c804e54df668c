package vn.lienthong.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.May;

/** Systems out of a file, over REST: handed in, looked at, written, undone; and the workbook, from the page, too. */
@RestController
class SystemImportsApi {
    static final String PATH = "/api/v1/systems/import";

    private static final MediaType WORKBOOK =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final SystemImports imports;
    private final SystemWorkbooks workbooks;
    private final SeenSystems systems;
    private final Callers callers;

    SystemImportsApi(SystemImports imports, SystemWorkbooks workbooks, SeenSystems systems, Callers callers) {
        this.imports = imports;
        this.workbooks = workbooks;
        this.systems = systems;
        this.callers = callers;
    }

    /** A field before and after. */
    record Field(String field, String before, String after) {}

    /** A system that would be new or another. */
    record Line(String name, String title, String agency, List<Field> fields) {
        static Line of(ImportPlan.Change change, Locale reader) {
            return new Line(
                    change.after().name(),
                    change.after().title().in(reader),
                    change.after().agency().value(),
                    change.differences().stream()
                            .map(one -> new Field(one.field().in(reader), one.before(), one.after()))
                            .toList());
        }
    }

    /** What is wrong with a cell. */
    record Fault(String place, String problem, String remedy) {}

    /**
     * What a file would do.
     *
     * @param number by which it is written
     * @param mark of what is shown; it is written only as long as it still would be this
     */
    record View(
            long number,
            String file,
            String mark,
            List<Line> added,
            List<Line> altered,
            int unchanged,
            List<Fault> faults,
            @Nullable Instant applied,
            @Nullable Instant undone) {
        static View of(SystemImports.Preview preview, Locale reader) {
            ImportPlan plan = preview.plan();
            return new View(
                    preview.file().number(),
                    preview.file().file(),
                    plan.mark(),
                    plan.added().stream().map(one -> Line.of(one, reader)).toList(),
                    plan.altered().stream().map(one -> Line.of(one, reader)).toList(),
                    plan.unchanged(),
                    plan.faults().stream()
                            .map(fault -> new Fault(
                                    fault.place().in(reader),
                                    fault.problem().in(reader),
                                    fault.remedy().in(reader)))
                            .toList(),
                    preview.file().applied(),
                    preview.file().undone());
        }
    }

    /** What was shown. */
    record Shown(@Nullable String mark) {}

    @May(Act.KEEP_SYSTEMS)
    @Costly
    @PostMapping(PATH)
    View read(@RequestParam(defaultValue = "") String file, InputStream body, Locale reader) throws IOException {
        byte[] bytes = body.readNBytes(SystemImports.MOST_BYTES + 1);
        return View.of(imports.read(callers.current(), file, bytes), reader);
    }

    @May(Act.KEEP_SYSTEMS)
    @GetMapping(PATH + "/{number}")
    View one(@PathVariable long number, Locale reader) {
        return View.of(imports.look(callers.current(), number), reader);
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping(PATH + "/{number}/apply")
    View apply(@PathVariable long number, @RequestBody Shown shown, Locale reader) {
        imports.apply(callers.current(), number, shown.mark() == null ? "" : shown.mark());
        return View.of(imports.look(callers.current(), number), reader);
    }

    @May(Act.KEEP_SYSTEMS)
    @PostMapping(PATH + "/{number}/undo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(@PathVariable long number) {
        imports.undo(callers.current(), number);
    }

    /** The inventory as the caller sees it, to be filled in and handed in again. */
    @May(Act.SEE)
    @GetMapping({"/systems/export.xlsx", "/api/v1/systems/export.xlsx"})
    ResponseEntity<byte[]> export() {
        return workbook("he-thong.xlsx", workbooks.of(systems.all()));
    }

    /** The same without a system in it. */
    @May(Act.KEEP_SYSTEMS)
    @GetMapping({"/systems/template.xlsx", "/api/v1/systems/template.xlsx"})
    ResponseEntity<byte[]> template() {
        return workbook("mau-he-thong.xlsx", workbooks.of(List.of()));
    }

    static ResponseEntity<byte[]> workbook(String name, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(WORKBOOK)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(bytes);
    }
}
