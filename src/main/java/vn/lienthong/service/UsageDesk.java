package vn.lienthong.service;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
     * @param chart of all programs together, or of the chosen one
     * @param programs what each used, the busiest first
     * @param chosen the name of the one that is drawn alone; null where all are drawn
     */
    record Service(
            AgreementDesk.Published published,
            List<AgreementDesk.Line> agreements,
            UsageChart chart,
            List<Program> programs,
            @Nullable String chosen) {}

    /**
     * What one program used.
     *
     * @param name {@link CallUses#TRIED} where people tried, empty where calls were not counted by program yet
     * @param chart of the same height for all of them, so that they can be compared
     */
    record Program(String name, UsageChart chart) {
        /** What stands in its place: {@code tried}, {@code before}, or {@code program} where it is one. */
        public String kind() {
            return switch (name) {
                case CallUses.TRIED -> "tried";
                case "" -> "before";
                default -> "program";
            };
        }
    }

    /**
     * One service.
     *
     * @param program the one to draw alone; all are drawn where it used nothing that the caller may look at
     * @throws HubException NOT_FOUND where there is none that the caller may look at
     */
    Service of(String service, @Nullable String program) {
        AgreementDesk.Published published = desk.services().stream()
                .filter(one -> one.service().id().toString().equals(service))
                .findFirst()
                .orElseThrow(() -> new HubException(ServiceError.NOTHING_HERE, Map.of()));
        List<AgreementDesk.Line> agreements = desk.agreements().stream()
                .filter(line ->
                        line.agreement().service().equals(published.service().id()))
                .toList();
        List<String> names =
                agreements.stream().map(line -> line.agreement().name()).toList();
        Map<String, Map<LocalDate, CallUses.Count>> used = uses.byProgram(names, since());
        long most = used.values().stream()
                .flatMap(days -> days.values().stream())
                .mapToLong(count -> count.answered() + count.refused())
                .max()
                .orElse(0);
        List<Program> programs = used.entrySet().stream()
                .map(one -> new Program(one.getKey(), UsageChart.of(one.getValue(), today(), DAYS, 0, most)))
                .sorted(Comparator.comparingLong(
                                (Program one) -> -one.chart().total().all())
                        .thenComparing(Program::name))
                .toList();
        boolean alone = program != null && used.containsKey(program);
        return new Service(
                published,
                agreements,
                alone ? UsageChart.of(used.get(program), today(), DAYS, 0) : chart(names, 0),
                programs,
                alone ? program : null);
    }

    private UsageChart chart(List<String> agreements, long limit) {
        return UsageChart.of(uses.daily(agreements, since()), today(), DAYS, limit);
    }

    private LocalDate since() {
        return today().minusDays(DAYS - 1L);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ServiceCall.ZONE);
    }
}
