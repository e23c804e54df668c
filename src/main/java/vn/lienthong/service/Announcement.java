package vn.lienthong.service;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;

/** What answers of a service that goes out of use say of it, beside the rows. */
final class Announcement {
    private Announcement() {}

    /**
     * The headers, by name; none where nothing is announced. Where the caller may ask a newer version already, it is named; one that
     * he may not ask is not there for him.
     *
     * @param way how he asks
     */
    static Map<String, String> of(CallTools tools, Asker caller, DataService service, String way) {
        if (!service.retirement().announced()) {
            return Map.of();
        }
        Map<String, String> headers = service.retirement().headers();
        LocalDate today = LocalDate.ofInstant(tools.clock().instant(), ServiceCall.ZONE);
        tools.services().all().stream()
                .filter(one -> one.id().name().equals(service.id().name()))
                .filter(one -> one.id().version() > service.id().version())
                .filter(one -> one.offers(way) && !one.retirement().deprecated(today))
                .filter(one -> tools.services().agreements(one.id(), caller.agency()).stream()
                        .anyMatch(agreement -> tools.services().permits(agreement, today)
                                && !tools.suspensions().suspended(agreement.name())))
                .max(Comparator.comparing(DataService::id))
                .ifPresent(one -> headers.put(
                        "Link",
                        "<"
                                + (way.equals(DataService.SOAP)
                                        ? one.id().soapAddress()
                                        : one.id().address()) + ">; rel=\"successor-version\""));
        return headers;
    }
}
