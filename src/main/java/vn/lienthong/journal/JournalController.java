package vn.lienthong.journal;

import java.security.Principal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Costly;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Text;

/** The page of the journal: who did what, whether the account is whole, and who saw one person. */
@May(Act.READ_JOURNAL)
@Controller
@RequestMapping("/journal")
class JournalController {
    private static final int PAGE = 50;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

    private final JournalLines lines;
    private final SeenLines seen;
    private final SignedHeads heads;
    private final SecondPlace secondPlace;
    private final Verification verification;
    private final Persons persons;
    private final ChainedJournal journal;
    private final Agencies agencies;
    private final ZoneId zone;

    JournalController(
            JournalLines lines,
            SeenLines seen,
            SignedHeads heads,
            SecondPlace secondPlace,
            Verification verification,
            Persons persons,
            ChainedJournal journal,
            Agencies agencies,
            @Value("${lienthong.zone:Asia/Ho_Chi_Minh}") ZoneId zone) {
        this.lines = lines;
        this.seen = seen;
        this.heads = heads;
        this.secondPlace = secondPlace;
        this.verification = verification;
        this.persons = persons;
        this.journal = journal;
        this.agencies = agencies;
        this.zone = zone;
    }

    /** An entry with the names of whom it concerns. */
    record Shown(JournalLines.Line line, List<Text> agencies) {}

    @Costly
    @GetMapping
    String page(Filter filter, @RequestParam(required = false) @Nullable Long before, Principal person, Model model) {
        Asked asked = filter.asked(zone);
        JournalLines.Found found = seen.page(asked, before, PAGE);
        journal.record(new Journal.Entry(person.getName(), "journal.read", "journal", "done", null, asked.details()));
        model.addAttribute("filter", filter);
        model.addAttribute("filtered", filter.any());
        model.addAttribute("before", before);
        model.addAttribute("acts", lines.acts());
        model.addAttribute("agencies", seen.agencies());
        model.addAttribute("whole", seen.whole());
        show(found, model);
        if (seen.whole()) {
            model.addAttribute("entries", lines.last());
            model.addAttribute("head", heads.last().orElse(null));
            verification(model);
        }
        return "journal/page";
    }

    /** The part of the page of the whole journal that says whether the account is whole; it comes again by itself while that is looked at. */
    @May(value = Act.READ_JOURNAL, of = "platform")
    @GetMapping("/verification")
    String verification(Model model) {
        model.addAttribute("verification", verification.shown());
        model.addAttribute("place", secondPlace.file().isPresent());
        model.addAttribute("placeTrouble", secondPlace.trouble().orElse(null));
        return "journal/parts :: verification";
    }

    @May(value = Act.READ_JOURNAL, of = "platform")
    @Costly
    @PostMapping("/verify")
    String verify(Principal person) {
        verification.begin(person.getName());
        return "redirect:/journal";
    }

    /** The form; an answer has no address, so that no id ever stands in one. */
    @GetMapping("/person")
    String person() {
        return "journal/person";
    }

    @Costly
    @PostMapping("/person")
    String person(@RequestParam String id, @RequestParam String reason, Principal person, Model model) {
        try {
            refuseBlank(id, JournalError.PERSON_MISSING);
            refuseBlank(reason, JournalError.REASON_MISSING);
            Journal.Entry asking = new Journal.Entry(
                    person.getName(), "journal.person-asked", "journal", "done", reason.strip(), Map.of());
            String hash = persons.mark(Secret.of(id));
            JournalLines.Found found = seen.page(Asked.about(hash), null, PAGE);
            journal.record(asking.about(id));
            model.addAttribute("hash", hash);
            show(found, model);
        } catch (HubException refused) {
            model.addAttribute("refused", refused);
            model.addAttribute("reason", reason);
        }
        return "journal/person";
    }

    /** What follows on an answer: the page holds the hash, and not the id. */
    @Costly
    @PostMapping("/person/more")
    String more(@RequestParam String hash, @RequestParam long before, Principal person, Model model) {
        if (!HASH.matcher(hash).matches()) {
            return "journal/person";
        }
        JournalLines.Found found = seen.page(Asked.about(hash), before, PAGE);
        journal.recordAbout(
                hash,
                new Journal.Entry(
                        person.getName(),
                        "journal.person-asked",
                        "journal",
                        "done",
                        null,
                        Map.of("before", "" + before)));
        model.addAttribute("hash", hash);
        show(found, model);
        return "journal/person";
    }

    private static void refuseBlank(String text, JournalError error) {
        if (text.isBlank()) {
            throw new HubException(error, Map.of());
        }
    }

    private void show(JournalLines.Found found, Model model) {
        model.addAttribute("found", found);
        model.addAttribute("lines", found.lines().stream().map(this::shown).toList());
    }

    private Shown shown(JournalLines.Line line) {
        return new Shown(line, line.agencies().stream().map(this::name).toList());
    }

    /** An entry that somebody has tampered with is shown as it is. */
    private Text name(String code) {
        return agencies.all().stream()
                .filter(agency -> agency.code().value().equals(code))
                .findFirst()
                .map(Agency::name)
                .orElseGet(() -> Text.same(code));
    }
}
