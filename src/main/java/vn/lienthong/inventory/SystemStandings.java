package vn.lienthong.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.ConnectionDoctor;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.SeenConnectors;
import vn.lienthong.kernel.Health;
import vn.lienthong.kernel.Text;
import vn.lienthong.sync.JobFacts;
import vn.lienthong.sync.JobLooks;

/** Puts together what connectors, jobs and looks know of systems; no system is asked for it. */
@Component
class SystemStandings {
    private static final BinaryOperator<Instant> LATER = (one, other) -> one.isAfter(other) ? one : other;

    private final SeenConnectors connectors;
    private final ConnectionDoctor doctor;
    private final JobLooks jobs;
    private final KeptLooks looks;
    private final Clock clock;

    SystemStandings(SeenConnectors connectors, ConnectionDoctor doctor, JobLooks jobs, KeptLooks looks, Clock clock) {
        this.connectors = connectors;
        this.doctor = doctor;
        this.jobs = jobs;
        this.looks = looks;
        this.clock = clock;
    }

    /** What is known of each of these, by name, as far as the reader sees it. */
    Map<String, Standing> of(List<KnownSystem> systems) {
        Map<String, Connector> seen = new HashMap<>();
        connectors.all().forEach(one -> seen.put(one.name().value(), one));
        Map<String, List<JobFacts>> carried = new HashMap<>();
        jobs.all().forEach(facts -> Stream.of(
                        facts.job().from().dataset(), facts.job().to().dataset())
                .map(dataset -> dataset.connector().value())
                .distinct()
                .forEach(way ->
                        carried.computeIfAbsent(way, none -> new ArrayList<>()).add(facts)));
        Map<String, KeptLooks.Sum> sums = looks.sums();
        Map<String, Standing> standings = new HashMap<>();
        systems.forEach(system -> standings.put(
                system.name(),
                standing(
                        system.connectors().stream()
                                .map(seen::get)
                                .filter(Objects::nonNull)
                                .toList(),
                        carried,
                        sums)));
        return standings;
    }

    private Standing standing(
            List<Connector> ways, Map<String, List<JobFacts>> carried, Map<String, KeptLooks.Sum> all) {
        List<KeptLooks.Sum> sums = ways.stream()
                .map(way -> all.get(way.name().value()))
                .filter(Objects::nonNull)
                .toList();
        List<JobFacts> facts = ways.stream()
                .flatMap(way -> carried.getOrDefault(way.name().value(), List.of()).stream())
                .distinct()
                .toList();
        List<ConnectionDoctor.Diagnosis> diagnoses =
                ways.stream().flatMap(way -> doctor.last(way.name()).stream()).toList();
        Instant success = lastSuccess(sums, facts, diagnoses);
        Set<String> kinds = new TreeSet<>();
        sums.forEach(sum -> kinds.addAll(sum.kinds()));
        kinds.remove("");
        return new Standing(
                state(ways, facts, diagnoses, success),
                ways,
                success,
                latest(facts.stream().map(JobFacts::fresh)),
                sums.stream()
                        .map(KeptLooks.Sum::rows)
                        .filter(Objects::nonNull)
                        .reduce(Long::sum)
                        .orElse(null),
                sums.stream().mapToInt(KeptLooks.Sum::datasets).sum(),
                sums.stream().mapToInt(KeptLooks.Sum::columns).sum(),
                sums.stream().anyMatch(KeptLooks.Sum::personal),
                kinds,
                latest(sums.stream().map(KeptLooks.Sum::seenAt)),
                problem(sums));
    }

    private static @Nullable Text problem(List<KeptLooks.Sum> sums) {
        return sums.stream()
                .map(KeptLooks.Sum::problem)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String state(
            List<Connector> ways,
            List<JobFacts> facts,
            List<ConnectionDoctor.Diagnosis> diagnoses,
            @Nullable Instant success) {
        if (ways.isEmpty()) {
            return "off";
        }
        if (diagnoses.stream().anyMatch(diagnosis -> !diagnosis.passed())) {
            return "fail";
        }
        Instant now = clock.instant();
        boolean troubled = facts.stream()
                .map(one -> one.health(now).state())
                .anyMatch(state -> state == Health.State.FAILED || state == Health.State.SLOW);
        return troubled ? "slow" : success == null ? "unk" : "ok";
    }

    private static @Nullable Instant lastSuccess(
            List<KeptLooks.Sum> sums, List<JobFacts> facts, List<ConnectionDoctor.Diagnosis> diagnoses) {
        Stream<@Nullable Instant> runs =
                facts.stream().map(one -> one.good() == null ? null : one.good().finished());
        Stream<@Nullable Instant> examined =
                diagnoses.stream().filter(ConnectionDoctor.Diagnosis::passed).map(ConnectionDoctor.Diagnosis::at);
        Stream<@Nullable Instant> looked = sums.stream().map(KeptLooks.Sum::seenAt);
        Stream<@Nullable Instant> followed =
                facts.stream().filter(one -> one.job().follows()).map(JobFacts::fresh);
        return latest(Stream.of(runs, examined, looked, followed).flatMap(all -> all));
    }

    private static @Nullable Instant latest(Stream<@Nullable Instant> moments) {
        Optional<Instant> last =
                moments.filter(Objects::nonNull).map(Objects::requireNonNull).reduce(LATER);
        return last.orElse(null);
    }
}
