package vn.lienthong.sync;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import vn.lienthong.agency.Agencies;
import vn.lienthong.connector.Capability;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.ConnectorTypes;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.DataClass;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.May;
import vn.lienthong.kernel.Text;

/** Where a sync job is begun: between which two datasets, which column goes where, and when it runs. */
@Controller
@RequestMapping("/jobs/new")
class NewJobController {
    private final SeenConnectors connectors;
    private final ConnectorTypes types;
    private final ConnectionDoctor doctor;
    private final JobApproval jobs;
    private final Agencies agencies;
    private final Callers callers;

    NewJobController(
            SeenConnectors connectors,
            ConnectorTypes types,
            ConnectionDoctor doctor,
            JobApproval jobs,
            Agencies agencies,
            Callers callers) {
        this.connectors = connectors;
        this.types = types;
        this.doctor = doctor;
        this.jobs = jobs;
        this.agencies = agencies;
        this.callers = callers;
    }

    /**
     * One end of a job.
     *
     * @param choices connectors that could be it
     * @param connector the chosen one, null where none is
     * @param datasets what is in its system
     * @param trouble why nothing could be found in it, null where that was no trouble
     * @param dataset the chosen one, null where none is
     */
    record End(
            List<Connector> choices,
            @Nullable Connector connector,
            List<Dataset> datasets,
            @Nullable HubException trouble,
            @Nullable Dataset dataset) {
        /** How many of its columns nobody has put into a class yet. */
        public long open() {
            return dataset == null
                    ? 0
                    : dataset.schema().columns().stream()
                            .filter(column -> column.dataClass() == DataClass.UNCLASSIFIED)
                            .count();
        }
    }

    /** An agency that could answer for the job. */
    record Owner(AgencyCode code, Text name) {}

    /** The form; {@code from} and {@code to} name connectors, {@code source} and {@code target} datasets of theirs. */
    @May(Act.WRITE_JOBS)
    @GetMapping
    String form(@RequestParam Map<String, String> given, Model model) {
        return page(new JobDraft(given), end(given, "from", "source", true), end(given, "to", "target", false), model);
    }

    /** Registers the job; it runs when its time comes, or when a person starts it. */
    @May(Act.WRITE_JOBS)
    @PostMapping
    String register(
            @RequestParam Map<String, String> given,
            Model model,
            RedirectAttributes after,
            HttpServletResponse response) {
        JobDraft draft = new JobDraft(given);
        End from = end(given, "from", "source", true);
        End to = end(given, "to", "target", false);
        if (from.dataset() == null || to.dataset() == null) {
            return page(draft, from, to, model);
        }
        if (!draft.matched(from.dataset(), to.dataset())) {
            model.addAttribute("unmatched", true);
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            return page(draft, from, to, model);
        }
        try {
            SyncJob job = jobs.begin(draft.text(from.dataset(), to.dataset()), callers.current());
            after.addFlashAttribute("said", "job.said.registered");
            return "redirect:/jobs/" + job.name();
        } catch (DocumentException wrong) {
            model.addAttribute(
                    "wrong",
                    wrong.problems().stream()
                            .map(NewJobController::words)
                            .distinct()
                            .toList());
        } catch (HubException refused) {
            if (refused.code().kind() == ErrorKind.BUG) {
                throw refused;
            }
            model.addAttribute("refused", refused);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return page(draft, from, to, model);
    }

    private static Text words(Problem problem) {
        return new Text(
                problem.what().vi() + " " + problem.remedy().vi(),
                problem.what().en() + " " + problem.remedy().en());
    }

    private String page(JobDraft draft, End from, End to, Model model) {
        model.addAttribute("draft", draft);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("times", JobDraft.TIMES);
        model.addAttribute("owners", from.connector() == null || to.connector() == null ? List.of() : owners(from, to));
        return "sync/new";
    }

    /** Whose system is written comes first: there the rows are missed when the job does not run. */
    private List<Owner> owners(End from, End to) {
        return Stream.of(to.connector().agency(), from.connector().agency())
                .distinct()
                .map(code -> new Owner(code, agencies.name(code)))
                .toList();
    }

    private End end(Map<String, String> given, String connector, String dataset, boolean reads) {
        Caller caller = callers.current();
        List<Connector> choices = connectors.all().stream()
                .filter(one -> caller.may(Act.WRITE_JOBS, one.agency()))
                .filter(one -> types.get(one.type())
                        .capabilities()
                        .containsAll(List.of(Capability.DISCOVER, reads ? Capability.READ : Capability.WRITE)))
                .sorted(Comparator.comparing(Connector::name))
                .toList();
        Connector chosen = choices.stream()
                .filter(one -> one.name().value().equals(given.get(connector)))
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            return new End(choices, null, List.of(), null, null);
        }
        try {
            List<Dataset> found = doctor.discover(chosen.name());
            return new End(
                    choices,
                    chosen,
                    found,
                    null,
                    found.stream()
                            .filter(one -> one.name().dataset().equals(given.get(dataset)))
                            .findFirst()
                            .orElse(null));
        } catch (HubException refused) {
            return new End(choices, chosen, List.of(), refused, null);
        }
    }
}
