package vn.lienthong.agency;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** Whose the people are: their agency's. */
@Component
class KnownPeople implements Owned {
    private final People people;

    KnownPeople(People people) {
        this.people = people;
    }

    @Override
    public String kind() {
        return "person";
    }

    @Override
    public Optional<Owners> owners(String id) {
        return people.find(id).map(person -> new Owners(person.agency()));
    }

    @Override
    public HubException unknown(String id) {
        return new HubException(AgencyError.PERSON_UNKNOWN, Map.of("name", id));
    }
}
