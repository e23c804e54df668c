package vn.lienthong.agency;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.Callers;
import vn.lienthong.kernel.Findable;
import vn.lienthong.kernel.Owners;

/** Agencies, to be found by name and code. */
@Component
class FindableAgencies implements Findable {
    private final Agencies agencies;
    private final Callers callers;

    FindableAgencies(Agencies agencies, Callers callers) {
        this.agencies = agencies;
        this.callers = callers;
    }

    @Override
    public String kind() {
        return "agency";
    }

    @Override
    public List<Found> found() {
        Caller caller = callers.current();
        return agencies.all().stream()
                .filter(agency -> caller.sees(new Owners(agency.code())))
                .map(agency -> new Found(agency.name(), agency.given(), null, "/agencies/" + agency.code()))
                .toList();
    }
}
