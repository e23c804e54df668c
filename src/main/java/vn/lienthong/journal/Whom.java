package vn.lienthong.journal;

import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Owned;
import vn.lienthong.kernel.Owners;

/** Finds whom an act concerns by what it was done to: the rooms know whose their things are. */
@Component
class Whom {
    private final ObjectProvider<Owned> rooms;

    Whom(ObjectProvider<Owned> rooms) {
        this.rooms = rooms;
    }

    /** The entry with the agencies of its subject; one that names agencies itself stays as it is. */
    Journal.Entry concerned(Journal.Entry entry) {
        int slash = entry.subject().indexOf('/');
        if (slash < 0 || !entry.concern().agencies().isEmpty()) {
            return entry;
        }
        String kind = entry.subject().substring(0, slash);
        return rooms.stream()
                .filter(room -> room.kind().equals(kind))
                .findFirst()
                .flatMap(room -> room.owners(entry.subject().substring(slash + 1)))
                .map(owners -> entry.withAgency(all(owners)))
                .orElse(entry);
    }

    private static AgencyCode[] all(Owners owners) {
        AgencyCode owner = owners.owner();
        Set<AgencyCode> concerned = owners.concerned();
        return Stream.concat(owner == null ? Stream.empty() : Stream.of(owner), concerned.stream())
                .toArray(AgencyCode[]::new);
    }
}
