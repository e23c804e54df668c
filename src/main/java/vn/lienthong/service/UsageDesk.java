package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.HubException;

/** How often services were asked, day by day, as far as the caller may look at the agreements; from the counts that calls leave anyway. */
@Component
class UsageDesk {
    private static final int DAYS = 30;

    private final AgreementDesk desk;
    private final CallUses uses;
    private final Clock clock;

    UsageDesk(AgreementDesk desk, CallUses uses, Clock clock) {
        this.desk = desk;
        this.uses = uses;
        this.clock = clock;
    }

    /** The last thirty days under one agreement, against what it allows in a day. */
    UsageChart of(Agreement agreement) {
        return chart(List.of(agreement.name()), agreement.perDay());
    }

    /**
     * The last thirty days of a service.
     *
     * @param published as the caller may know it
     * @param agreements those under which it is asked, that he may look at
     */
    record Service(AgreementDesk.Published published, List<AgreementDesk.Line> agreements, UsageChart chart) {}

    /** @throws HubException NOT_FOUND where there is none that the caller may look at */
    Service of(String service) {
        AgreementDesk.Published published = desk.services().stream()
                .filter(one -> one.service().id().toString().equals(service))
                .findFirst()
                .orElseThrow(() -> new HubException(ServiceError.NOTHING_HERE, Map.of()));
        List<AgreementDesk.Line> agreements = desk.agreements().stream()
                .filter(line ->
                        line.agreement().service().equals(published.service().id()))
                .toList();
        return new Service(
                published,
                agreements,
                chart(agreements.stream().map(line -> line.agreement().name()).toList(), 0));
    }

    private UsageChart chart(List<String> agreements, long limit) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
        return UsageChart.of(uses.daily(agreements, today.minusDays(DAYS - 1L)), today, DAYS, limit);
    }
}
