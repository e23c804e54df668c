package vn.lienthong.service;

import java.util.List;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.kernel.Findable;
import vn.lienthong.kernel.Text;

/** Sharing agreements, to be found by name and by who asks under them. */
@Component
class FindableAgreements implements Findable {
    private final AgreementDesk desk;
    private final Agencies agencies;

    FindableAgreements(AgreementDesk desk, Agencies agencies) {
        this.desk = desk;
        this.agencies = agencies;
    }

    @Override
    public String kind() {
        return "agreement";
    }

    @Override
    public List<Found> found() {
        return desk.agreements().stream()
                .map(AgreementDesk.Line::agreement)
                .map(one -> new Found(
                        Text.same(one.name()),
                        one.service().toString(),
                        agencies.name(one.consumer()),
                        "/agreements/" + one.name()))
                .toList();
    }
}
