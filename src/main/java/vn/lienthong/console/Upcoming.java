package vn.lienthong.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.calendar.Calendar;
import vn.lienthong.connector.Endings;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.Text;
import vn.lienthong.service.AgreementNotices;

/** What comes next where nothing has to be done now: the next run, and what ends first. */
@Component
class Upcoming {
    private final AgreementNotices agreements;
    private final SeenConnectors connectors;
    private final Endings endings;

    Upcoming(AgreementNotices agreements, SeenConnectors connectors, Endings endings) {
        this.agreements = agreements;
        this.connectors = connectors;
        this.endings = endings;
    }

    /**
     * One thing that comes.
     *
     * @param what the key of the sentence: {@code coming.run}, {@code coming.agreement}, {@code coming.basis} or {@code
     *     coming.connector}
     * @param day its last day, where it is one that ends with a day
     */
    record Coming(
            String what, Text subject, Instant at, @Nullable LocalDate day, String address) {}

    /** The first of each kind, the earliest first. */
    List<Coming> of(List<JobState> jobs) {
        List<Coming> all = new ArrayList<>();
        jobs.stream()
                .filter(job -> job.due() != null)
                .min(Comparator.comparing(job -> Objects.requireNonNull(job.due())))
                .ifPresent(job -> all.add(new Coming(
                        "coming.run",
                        job.job().title(),
                        Objects.requireNonNull(job.due()),
                        null,
                        "/jobs/" + job.job().name())));
        agreements
                .next()
                .ifPresent(end -> all.add(new Coming(
                        end.basis() ? "coming.basis" : "coming.agreement",
                        Text.same(end.agreement()),
                        end.last().plusDays(1).atStartOfDay(Calendar.ZONE).toInstant(),
                        end.last(),
                        "/services#agreement-" + end.agreement())));
        endings.first(connectors.all())
                .ifPresent(end -> all.add(new Coming(
                        "coming.connector",
                        end.connector().title(),
                        end.due().at(),
                        LocalDate.ofInstant(end.due().at().minusMillis(1), Calendar.ZONE),
                        "/connectors/" + end.connector().name())));
        all.sort(Comparator.comparing(Coming::at));
        return all;
    }
}
