package vn.lienthong.service;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.AgencyThings;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Text;

/**
 * Programs of agencies, services that they answer, agreements under which their programs may ask, and the legal instruments they keep
 * track of. Whoever takes in an agency under
 * such a code can register programs that are answered at once.
 */
@Component
class ServiceThings implements AgencyThings {
    private static final Text PROGRAM = new Text("chương trình", "program");
    private static final Text SERVICE = new Text("dịch vụ", "service");
    private static final Text INSTRUMENT = new Text("văn bản căn cứ", "legal instrument");
    private static final Text AGREEMENT = new Text("thỏa thuận", "agreement");

    private final ServiceCallers callers;
    private final KnownServices known;
    private final Clock clock;

    ServiceThings(ServiceCallers callers, KnownServices known, Clock clock) {
        this.callers = callers;
        this.known = known;
        this.clock = clock;
    }

    private record Kept(AgencyCode agency, Thing thing) {}

    private Stream<Kept> all() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ServiceCall.ZONE);
        Stream<Kept> programs = callers.all().stream()
                .filter(one -> one.counts(now))
                .map(one -> new Kept(one.agency(), new Thing(PROGRAM, one.name())));
        Stream<Kept> services = known.all().stream()
                .map(one -> new Kept(one.agency(), new Thing(SERVICE, one.id().toString())));
        Stream<Kept> agreements = known.agreements().stream()
                .filter(one -> !today.isAfter(one.until()))
                .map(one -> new Kept(one.consumer(), new Thing(AGREEMENT, one.name())));
        Stream<Kept> instruments = known.instruments().values().stream()
                .map(one -> new Kept(one.agency(), new Thing(INSTRUMENT, one.name())));
        return Stream.of(programs, services, agreements, instruments).flatMap(each -> each);
    }

    @Override
    public Set<AgencyCode> agencies() {
        return all().map(Kept::agency).collect(Collectors.toSet());
    }

    @Override
    public List<Thing> of(AgencyCode agency) {
        return all().filter(kept -> kept.agency().equals(agency))
                .map(Kept::thing)
                .toList();
    }
}
