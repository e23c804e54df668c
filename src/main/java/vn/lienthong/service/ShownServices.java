package vn.lienthong.service;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** What services are like, for people: all that it answers for those who may look at what stands behind, else what is agreed with them. */
@Component
class ShownServices {
    private static final Logger LOG = LoggerFactory.getLogger(ShownServices.class);

    private final AgreementDesk desk;
    private final CallTools tools;

    ShownServices(AgreementDesk desk, CallTools tools) {
        this.desk = desk;
        this.tools = tools;
    }

    /**
     * One service as the caller may know it.
     *
     * @param version as it stands in addresses: {@code v1}
     * @param way how it is asked; what it does not offer so is not there
     * @throws HubException NOT_FOUND where there is none for him; UNAVAILABLE where it cannot be asked, to its own agency as of the connector
     */
    ServiceShape shape(String name, String version, String way) {
        String address = "/data/" + name + "/" + version;
        AgreementDesk.Published one = desk.services().stream()
                .filter(published -> published.service().id().address().equals(address))
                .filter(published -> published.service().offers(way))
                .findFirst()
                .orElseThrow(ShownServices::nothing);
        List<String> answer = one.own() ? one.service().answer() : agreed(one.service());
        boolean over = one.service()
                .retirement()
                .over(LocalDate.ofInstant(tools.clock().instant(), ServiceCall.ZONE));
        if (answer.isEmpty() || over) {
            throw nothing();
        }
        try {
            boolean lists = one.own() || agreements(one.service()).anyMatch(Agreement::list);
            return ServiceShape.of(
                    tools, one.service(), answer, lists ? one.service().most() : 0, null);
        } catch (HubException behind) {
            if (one.own()) {
                throw behind;
            }
            LOG.warn("service {} cannot be described: {}", one.service().id(), behind.getMessage());
            throw new HubException(ServiceError.NO_ANSWER_NOW, Map.of()); // what stands behind it is its agency's
        }
    }

    private Stream<Agreement> agreements(DataService service) {
        return desk.agreements().stream()
                .map(AgreementDesk.Line::agreement)
                .filter(agreement -> agreement.service().equals(service.id()));
    }

    private List<String> agreed(DataService service) {
        Set<String> agreed = agreements(service)
                .flatMap(agreement -> agreement.answer().stream())
                .collect(Collectors.toSet());
        return service.answer().stream().filter(agreed::contains).toList();
    }

    private static HubException nothing() {
        return new HubException(ServiceError.NOTHING_HERE, Map.of());
    }
}
