package vn.lienthong.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.sync.SeenJobs;

/** Which systems jobs keep in step with each other, and for which kinds of data. */
@Component
class Flows {
    private final SeenJobs jobs;
    private final DataKinds kinds;

    Flows(SeenJobs jobs, DataKinds kinds) {
        this.jobs = jobs;
        this.kinds = kinds;
    }

    /**
     * What jobs join.
     *
     * @param kinds by system and by the other one, both ways: the kinds of data that a job carries between them; none where its name
     *     does not tell, and then it may be any
     */
    record Between(Map<String, Map<String, Set<String>>> kinds) {
        /** Whether any job carries anything between both. */
        boolean joined(String one, String other) {
            return kinds.getOrDefault(one, Map.of()).containsKey(other);
        }

        /** Whether a job carries this kind of data between a system and one of these others. */
        boolean joined(String one, Set<String> others, String kind) {
            return kinds.getOrDefault(one, Map.of()).entrySet().stream()
                    .anyMatch(joined -> others.contains(joined.getKey())
                            && (joined.getValue().isEmpty() || joined.getValue().contains(kind)));
        }
    }

    Between between(List<KnownSystem> systems) {
        Map<String, String> owners = new HashMap<>();
        systems.forEach(system -> system.connectors().forEach(way -> owners.put(way, system.name())));
        Map<String, Map<String, Set<String>>> found = new HashMap<>();
        jobs.all().forEach(job -> {
            String from = owners.get(job.from().dataset().connector().value());
            String to = owners.get(job.to().dataset().connector().value());
            if (from != null && to != null && !from.equals(to)) {
                Set<String> carried = carried(job.from().dataset(), job.to().dataset());
                join(found, from, to, carried);
                join(found, to, from, carried);
            }
        });
        return new Between(found);
    }

    /** Beside a job whose kind is not told, others tell nothing more. */
    private static void join(
            Map<String, Map<String, Set<String>>> found, String one, String other, Set<String> carried) {
        found.computeIfAbsent(one, none -> new HashMap<>()).merge(other, carried, (before, more) -> {
            Set<String> both = new HashSet<>(before);
            both.addAll(more);
            return before.isEmpty() || more.isEmpty() ? Set.of() : both;
        });
    }

    private Set<String> carried(DatasetName from, DatasetName to) {
        Set<String> carried = new HashSet<>(kinds.in(from.dataset()));
        carried.addAll(kinds.in(to.dataset()));
        return carried;
    }
}
