package vn.lienthong.agency;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Findable;
import vn.lienthong.kernel.Text;

/** People who work with the hub, to be found by name. */
@Component
class FindablePeople implements Findable {
    private final People people;
    private final Agencies agencies;
    private final Callers callers;

    FindablePeople(People people, Agencies agencies, Callers callers) {
        this.people = people;
        this.agencies = agencies;
        this.callers = callers;
    }

    @Override
    public String kind() {
        return "person";
    }

    @Override
    public List<Found> found() {
        Caller caller = callers.current();
        return people.all().stream()
                .filter(person -> caller.may(Act.SEE, person.agency()))
                .map(person -> new Found(
                        Text.same(person.shown()),
                        person.name(),
                        person.agency() == null ? null : agencies.name(person.agency()),
                        "/people/" + person.name()))
                .toList();
    }
}
