package vn.lienthong.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** What services are like, for people: all that it answers for those who may look at what stands behind, else what is agreed with them. */
@Component
class ShownServices {
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
     * @throws HubException NOT_FOUND where there is none for him; as of the connector where it cannot be asked
     */
    ServiceShape shape(String name, String version, String way) {
        String address = "/data/" + name + "/" + version;
        AgreementDesk.Published one = desk.services().stream()
                .filter(published -> published.service().id().address().equals(address))
                .filter(published -> published.service().offers(way))
                .findFirst()
                .orElseThrow(ShownServices::nothing);
        List<String> answer = one.own() ? one.service().answer() : agreed(one.service());
        if (answer.isEmpty()) {
            throw nothing();
        }
        return ServiceShape.of(tools, one.service(), answer, null);
    }

    private List<String> agreed(DataService service) {
        Set<String> agreed = desk.agreements().stream()
                .filter(line -> line.agreement().service().equals(service.id()))
                .flatMap(line -> line.agreement().answer().stream())
                .collect(Collectors.toSet());
        return service.answer().stream().filter(agreed::contains).toList();
    }

    private static HubException nothing() {
        return new HubException(ServiceError.NOTHING_HERE, Map.of());
    }
}
