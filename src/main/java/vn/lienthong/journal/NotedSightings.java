package vn.lienthong.journal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Secret;
import vn.lienthong.kernel.Sightings;
import vn.lienthong.kernel.Text;

/** What the journal has of a key by which one person is known: calls of services about him, and what was done with rows of his. */
@Component
class NotedSightings implements Sightings {
    /** That somebody looked is not what became of the thing. */
    private static final Set<String> LOOKS = Set.of("trace.asked", "journal.person-asked", "person.file-opened");

    private final JournalLines lines;
    private final Persons persons;
    private final Agencies agencies;

    NotedSightings(JournalLines lines, Persons persons, Agencies agencies) {
        this.lines = lines;
        this.persons = persons;
        this.agencies = agencies;
    }

    @Override
    public List<Sighting> of(Secret key, String where, Caller caller, int most) {
        if (!caller.may(Act.READ_JOURNAL)) {
            return List.of();
        }
        Asked asked = Asked.about(persons.mark(key), where.isEmpty() ? null : subject(where), LOOKS);
        boolean whole = caller.may(Act.READ_JOURNAL, null);
        Set<String> his = agencies.all().stream()
                .map(Agency::code)
                .filter(code -> caller.may(Act.READ_JOURNAL, code))
                .map(AgencyCode::value)
                .collect(Collectors.toSet());
        return lines.page(whole ? asked : asked.within(his), null, most).lines().stream()
                .map(NotedSightings::sighting)
                .toList();
    }

    private static Sighting sighting(JournalLines.Line line) {
        boolean done = line.outcome().equals("done");
        String why = line.details().getOrDefault("why", "");
        String under = line.under() == null ? "" : ", " + line.under();
        return new Sighting(
                line.at().toInstant(),
                done ? "ok" : "slow",
                where(line.subject()),
                new Text(
                        "Nhật ký: " + line.act() + under + (done ? ", đã làm." : ", bị từ chối: " + why + "."),
                        "Journal: " + line.act() + under + (done ? ", done." : ", refused: " + why + ".")),
                "",
                new AgencyCode(line.agencies().get(0)));
    }

    /** A service and a job are known by their routes. */
    private static String where(String subject) {
        return subject.replaceFirst("^service/([^/]+)/(\\d+)$", "service.$1.v$2")
                .replaceFirst("^job/", "sync.");
    }

    private static String subject(String where) {
        return where.replaceFirst("^service\\.(.+)\\.v(\\d+)$", "service/$1/$2").replaceFirst("^sync\\.", "job/");
    }
}
