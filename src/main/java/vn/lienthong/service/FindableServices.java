package vn.lienthong.service;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Findable;

/** Data services, to be found by name. */
@Component
class FindableServices implements Findable {
    private final AgreementDesk desk;
    private final Agencies agencies;

    FindableServices(AgreementDesk desk, Agencies agencies) {
        this.desk = desk;
        this.agencies = agencies;
    }

    @Override
    public String kind() {
        return "service";
    }

    @Override
    public List<Found> found() {
        return desk.services().stream()
                .map(AgreementDesk.Published::service)
                .map(service -> new Found(
                        service.title(), service.id().toString(), agencies.name(service.agency()), "/services"))
                .toList();
    }
}
