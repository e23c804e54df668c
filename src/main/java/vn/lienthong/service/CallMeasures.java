package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Measure;
import vn.lienthong.kernel.Measured;
import vn.lienthong.kernel.Readings;

/** How calls under agreements ended; who was asked about is told nowhere. How long they took, their routes tell. */
@Component
class CallMeasures implements Measured {
    static final Measure CALLS = Measure.counted(
            "lienthong_service_calls_total",
            "Calls under an agreement by how they ended: found, missed (nothing there, or not for this caller), refused",
            "service",
            "agency",
            "agreement",
            "consumer",
            "outcome");

    private final KnownServices services;
    private final CallUses uses;

    CallMeasures(KnownServices services, CallUses uses) {
        this.services = services;
        this.uses = uses;
    }

    @Override
    public List<Measure> measures() {
        return List.of(CALLS);
    }

    @Override
    public void read(Readings readings) {
        Map<ServiceId, AgencyCode> providers =
                services.offers().stream().collect(Collectors.toMap(Services.Offer::id, Services.Offer::agency));
        for (Agreement agreement : services.agreements()) {
            AgencyCode provider = providers.get(agreement.service());
            if (provider != null) {
                CallUses.Count count = uses.sinceStart(agreement.name());
                tell(readings, agreement, provider, "found", count.found());
                tell(readings, agreement, provider, "missed", count.missed());
                tell(readings, agreement, provider, "refused", count.refused());
            }
        }
    }

    private static void tell(Readings readings, Agreement agreement, AgencyCode provider, String outcome, long count) {
        readings.tell(
                CALLS,
                count,
                agreement.service().toString(),
                provider.value(),
                agreement.name(),
                agreement.consumer().value(),
                outcome);
    }
}
