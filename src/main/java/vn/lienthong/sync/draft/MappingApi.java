package vn.lienthong.sync.draft;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.lienthong.document.Difference;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** Mappings over REST: how they stand, their drafts, what trials find in figures, and their versions. Rows are shown on pages only. */
@RestController
@RequestMapping("/api/v1/mappings")
class MappingApi {
    private static final String YAML = "application/yaml";

    private final MappingPages pages;
    private final MappingDesk desk;
    private final MappingApproval approval;
    private final MappingTrials trials;

    MappingApi(MappingPages pages, MappingDesk desk, MappingApproval approval, MappingTrials trials) {
        this.pages = pages;
        this.desk = desk;
        this.approval = approval;
        this.trials = trials;
    }

    /** One thing that is wrong. */
    record Wrong(int line, String what, String remedy) {
        static List<Wrong> of(List<Problem> problems, Locale locale) {
            return problems.stream()
                    .map(one -> new Wrong(
                            one.line(), one.what().in(locale), one.remedy().in(locale)))
                    .toList();
        }
    }

    /**
     * A mapping in the list.
     *
     * @param state {@code in-use}, {@code drafted} or {@code waits}
     * @param rows how many rows the last trial looked at; null where it was never tried
     * @param refused how many of them were refused
     */
    record View(
            String job,
            String from,
            String to,
            String state,
            int fields,
            List<String> lists,
            @Nullable Long rows,
            @Nullable Long refused) {
        static View of(MappingPages.Line line) {
            return new View(
                    line.job().name().value(),
                    line.job().from().dataset().toString(),
                    line.job().to().dataset().toString(),
                    line.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    line.fields(),
                    line.lists(),
                    line.found() == null ? null : line.found().rows(),
                    line.found() == null ? null : line.found().refused());
        }
    }

    /**
     * A draft.
     *
     * @param edition is given back with the next change; 0 where there is no draft
     */
    record Draft(
            String job,
            int edition,
            @Nullable String by,
            @Nullable Instant at,
            String text,
            List<Wrong> problems) {}

    /** What a trial found, in figures: rows refused by target field. */
    record Found(long rows, long passed, long refused, long leftOut, boolean more, Map<String, Long> refusedAt) {}

    /** A version without its text. */
    record Version(
            int version,
            boolean ofFile,
            String by,
            Instant at,
            @Nullable String under) {}

    /** A change that a second person decides. */
    record Asked(long approval) {}

    @May(Act.SEE)
    @GetMapping
    Page<View> all(@RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "100") int limit) {
        List<MappingPages.Line> sorted = pages.lines().stream()
                .sorted(Comparator.comparing(line -> line.job().name().value()))
                .toList();
        return Page.after(after, sorted, limit, line -> line.job().name().value())
                .map(View::of);
    }

    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}/versions")
    Page<Version> versions(
            @PathVariable JobName name,
            @RequestParam(required = false) @Nullable Integer after,
            @RequestParam(defaultValue = "100") int limit) {
        int size = Page.size(limit);
        List<Version> found = pages.versions(name, after, size + 1).stream()
                .map(one -> new Version(one.version(), one.ofFile(), one.by(), one.at(), one.under()))
                .toList();
        return Page.of(found, size, Version::version);
    }

    /** The text of a version; without a number, that of the job in use. */
    @May(value = Act.SEE, of = "job")
    @GetMapping(path = "/{name}/text", produces = YAML)
    String text(@PathVariable JobName name, @RequestParam(required = false) @Nullable Integer version) {
        return version == null
                ? pages.view(name, true).job().yaml()
                : pages.version(name, version).text();
    }

    @May(value = Act.SEE, of = "job")
    @GetMapping(path = "/{name}/difference", produces = "text/plain;charset=UTF-8")
    String difference(@PathVariable JobName name, @RequestParam int from, @RequestParam int to) {
        return Difference.unified(
                name.value(),
                from,
                pages.version(name, from).text(),
                to,
                pages.version(name, to).text());
    }

    /** The draft; where there is none, what it would begin with, as edition 0. */
    @May(value = Act.SEE, of = "job")
    @GetMapping("/{name}/draft")
    Draft draft(@PathVariable JobName name, Locale locale) {
        MappingPages.View look = pages.view(name, false);
        MappingDrafts.Draft draft = look.draft();
        return draft == null
                ? new Draft(name.value(), 0, null, null, look.job().yaml(), List.of())
                : new Draft(
                        name.value(),
                        draft.edition(),
                        draft.by(),
                        draft.at(),
                        draft.text(),
                        Wrong.of(look.problems(), locale));
    }

    /** Begins a draft or changes it; the text is kept right or not, and what is wrong is told. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PutMapping(
            path = "/{name}/draft",
            consumes = {YAML, "text/plain"})
    Draft write(
            @PathVariable JobName name,
            @RequestBody String yaml,
            @RequestParam(required = false) @Nullable Integer edition,
            Locale locale) {
        desk.write(name, edition, yaml);
        return draft(name, locale);
    }

    @May(value = Act.WRITE_JOBS, of = "job")
    @DeleteMapping("/{name}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable JobName name) {
        desk.discard(name);
    }

    /** Asks a second person to let the draft in. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping("/{name}/draft/propose")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked propose(@PathVariable JobName name, @RequestParam(defaultValue = "") String reason) {
        return new Asked(approval.propose(name, reason).number());
    }

    /** Tries the draft, or what is in use where there is none, on rows of the source; writes nothing. */
    @May(value = Act.RUN_JOBS, of = "job")
    @Costly
    @PostMapping("/{name}/try")
    Found attempt(@PathVariable JobName name) {
        MappingPages.View look = pages.view(name, false);
        if (look.shown() == null) {
            throw new DocumentException(look.problems());
        }
        SeenTrial seen = trials.run(look.shown(), look.job(), look.draft() != null, "");
        return new Found(
                seen.rows(),
                seen.passed(),
                seen.refused(),
                seen.leftOut(),
                seen.more(),
                new TreeMap<>(seen.refusedAt()));
    }
}
