package vn.lienthong.sync.draft;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.document.DocumentException;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.May;

/** Where drafts of mappings are written: by form, field by field, or as a text. Every button keeps what the form holds. */
@Controller
@RequestMapping("/mappings/{name}/draft")
class MappingDraftController {
    private final MappingDesk desk;
    private final MappingApproval approval;

    MappingDraftController(MappingDesk desk, MappingApproval approval) {
        this.desk = desk;
        this.approval = approval;
    }

    /** Begins a draft with what is in use, or with an earlier version. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping
    String begin(
            @PathVariable JobName name,
            @RequestParam(required = false) @Nullable Integer version,
            RedirectAttributes after) {
        return done(name, "", after, () -> desk.begin(name, version));
    }

    /** Changes, adds or takes away one field. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping("/field")
    String field(
            @PathVariable JobName name,
            @RequestParam(defaultValue = "0") int edition,
            @RequestParam MultiValueMap<String, String> given,
            RedirectAttributes after) {
        String act = one(given, "act");
        boolean fresh = !one(given, "fresh").isEmpty();
        FieldForm form = form(given).after(act);
        String chosen = act.equals("remove") ? "" : form.field();
        return done(name, chosen, after, () -> {
            if (act.equals("remove")) {
                desk.remove(name, edition, form.field());
            } else {
                desk.change(name, edition, form, fresh);
            }
        });
    }

    private static FieldForm form(MultiValueMap<String, String> given) {
        return new FieldForm(
                one(given, "field"),
                one(given, "origin"),
                one(given, "from"),
                all(given, "apply"),
                one(given, "list"),
                one(given, "at"),
                one(given, "otherwise").isEmpty() ? "reject" : one(given, "otherwise"),
                one(given, "instead"),
                one(given, "when"),
                one(given, "because"),
                all(given, "check"));
    }

    private static String one(MultiValueMap<String, String> given, String key) {
        String value = given.getFirst(key);
        return value == null ? "" : value.strip();
    }

    private static List<String> all(MultiValueMap<String, String> given, String key) {
        return given.getOrDefault(key, List.of()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Accepts what was suggested for values without a code. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping("/suggestions")
    String accept(
            @PathVariable JobName name,
            @RequestParam(defaultValue = "0") int edition,
            @RequestParam(defaultValue = "") String field,
            @RequestParam MultiValueMap<String, String> given,
            RedirectAttributes after) {
        List<String> calls = given.containsKey("one") ? all(given, "one") : all(given, "call");
        return done(name, field, after, () -> desk.accept(name, edition, field, calls));
    }

    /** Keeps the whole text of a draft, right or not; what is wrong stands beside its lines then. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping("/text")
    String text(
            @PathVariable JobName name,
            @RequestParam(defaultValue = "0") int edition,
            @RequestParam(defaultValue = "") String yaml,
            RedirectAttributes after) {
        return done(name, "", after, () -> desk.change(name, edition, yaml));
    }

    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping("/discard")
    String discard(@PathVariable JobName name, RedirectAttributes after) {
        return done(name, "", after, () -> desk.discard(name));
    }

    /** Asks a second person to let the draft in. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @PostMapping("/propose")
    String propose(
            @PathVariable JobName name, @RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
        long[] asked = new long[1];
        String back = done(
                name, "", after, () -> asked[0] = approval.propose(name, reason).number());
        return asked[0] == 0 ? back : "redirect:/approvals/" + asked[0];
    }

    /** The draft, or what is in use where there is none, as a file, for whoever lays it into the routes folder. */
    @May(value = Act.WRITE_JOBS, of = "job")
    @GetMapping("/file")
    ResponseEntity<String> file(@PathVariable JobName name) {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "yaml", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".sync.yaml")
                                .build()
                                .toString())
                .body(desk.text(name));
    }

    /** Back to the page; what was refused is told there. */
    private static String done(JobName name, String field, RedirectAttributes after, Runnable act) {
        if (!field.isEmpty()) {
            after.addAttribute("field", field);
        }
        try {
            act.run();
        } catch (DocumentException wrong) {
            after.addFlashAttribute("wrong", wrong.problems());
        } catch (HubException refused) {
            if (refused.code().kind() == ErrorKind.DENIED || refused.code().kind() == ErrorKind.NOT_FOUND) {
                throw refused;
            }
            after.addFlashAttribute("failed", refused);
        }
        return "redirect:/mappings/" + name;
    }
}
