package vn.lienthong.route.made;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Page;

/** Hand-made routes over REST: their texts, versions and changes. How they do is told with all other routes. */
@RestController
@RequestMapping("/api/v1/routes/made")
class MadeApi {
    private static final String YAML = "application/yaml";

    private final SeenMade seen;
    private final MadeDesk desk;

    MadeApi(SeenMade seen, MadeDesk desk) {
        this.seen = seen;
        this.desk = desk;
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
     * The routes of a file, as they stand.
     *
     * @param agency who answers for them; null where no text of theirs was ever right
     * @param state {@code in-effect}, {@code newer-refused}, {@code refused}, {@code proposed} or {@code gone}
     * @param file where they lie; null where the hub holds them
     * @param routes the ids of those that are in effect
     * @param problems why what lies there is not in effect
     * @param approval the request that waits for a second person, for whoever may see it; else null
     */
    record View(
            String name,
            @Nullable String agency,
            String state,
            @Nullable String file,
            List<String> routes,
            List<Wrong> problems,
            @Nullable Long approval) {
        static View of(SeenMade.One one, Locale locale) {
            return new View(
                    one.name(),
                    one.agency() == null ? null : one.agency().value(),
                    one.standing().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    one.ofFile() ? one.file() : null,
                    one.running() == null
                            ? List.of()
                            : one.running().routes().stream()
                                    .map(MadeFile.Route::id)
                                    .toList(),
                    Wrong.of(one.problems(), locale),
                    one.waiting() == null ? null : one.waiting().number());
        }
    }

    /**
     * One version.
     *
     * @param ofFile whether a file held it; else the hub
     * @param under the approval, as {@code approval/7}; null of a file's
     * @param removed whether it says that there are no routes of the name any more
     */
    record Written(
            int version,
            String yaml,
            boolean ofFile,
            String by,
            Instant at,
            @Nullable String under,
            boolean removed) {}

    /** What was found in a text. */
    record Checked(List<Wrong> problems) {}

    /** The request that a second person decides. */
    record Asked(long approval) {}

    @May(Act.SEE)
    @GetMapping
    Page<View> all(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            Locale locale) {
        List<View> sorted = seen.all().stream()
                .map(one -> View.of(one, locale))
                .sorted(Comparator.comparing(View::name))
                .toList();
        return Page.after(after, sorted, limit, View::name);
    }

    @May(value = Act.SEE, of = SeenMade.KIND)
    @GetMapping("/{name}")
    View one(@PathVariable String name, Locale locale) {
        return View.of(seen.get(name), locale);
    }

    @May(value = Act.SEE, of = SeenMade.KIND)
    @GetMapping("/{name}/versions")
    List<Written> versions(@PathVariable String name) {
        return seen.versions(name).stream()
                .map(one -> new Written(
                        one.version(), one.text(), one.ofFile(), one.by(), one.at(), one.under(), one.removed()))
                .toList();
    }

    @May(value = Act.SEE, of = SeenMade.KIND)
    @GetMapping(path = "/{name}/difference", produces = "text/plain;charset=UTF-8")
    String difference(@PathVariable String name, @RequestParam int from, @RequestParam int to) {
        return Difference.unified(
                name,
                from,
                seen.version(name, from).text(),
                to,
                seen.version(name, to).text());
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PostMapping(
            path = "/{name}/check",
            consumes = {YAML, "text/plain"})
    Checked check(@PathVariable String name, @RequestBody String yaml, Locale locale) {
        return new Checked(Wrong.of(desk.check(name, yaml), locale));
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @PutMapping(
            path = "/{name}",
            consumes = {YAML, "text/plain"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked propose(@PathVariable String name, @RequestBody String yaml, @RequestParam(defaultValue = "") String reason) {
        return new Asked(desk.propose(name, yaml, reason, null).number());
    }

    @May(value = Act.RUN_PLATFORM, of = "platform")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Asked end(@PathVariable String name, @RequestParam(defaultValue = "") String reason) {
        return new Asked(desk.proposeEnd(name, reason).number());
    }
}
