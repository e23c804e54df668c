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
     * Two systems, in either order, and the kinds of data that a job carries between them; no kind where its name does not tell.
     *
     * @param kinds by {@code one/other} in the order of names
     */
    record Between(Map<String, Set<String>> kinds) {
        private static String pair(String one, String other) {
            return one.compareTo(other) < 0 ? one + "/" + other : other + "/" + one;
        }

        /** Whether any job carries anything between both. */
        boolean joined(String one, String other) {
            return kinds.containsKey(pair(one, other));
        }

        /** Whether a job carries this kind of data between both; one that does not tell its kind carries any. */
        boolean joined(String one, String other, String kind) {
            Set<String> carried = kinds.get(pair(one, other));
            return carried != null && (carried.isEmpty() || carried.contains(kind));
        }
    }

    Between between(List<KnownSystem> systems) {
        Map<String, String> owners = new HashMap<>();
        systems.forEach(system -> system.connectors().forEach(way -> owners.put(way, system.name())));
        Map<String, Set<String>> found = new HashMap<>();
        Set<String> untold = new HashSet<>();
        jobs.all().forEach(job -> {
            String from = owners.get(job.from().dataset().connector().value());
            String to = owners.get(job.to().dataset().connector().value());
            if (from != null && to != null && !from.equals(to)) {
                String pair = Between.pair(from, to);
                Set<String> carried = carried(job.from().dataset(), job.to().dataset());
                found.computeIfAbsent(pair, none -> new HashSet<>()).addAll(carried);
                if (carried.isEmpty()) {
                    untold.add(pair);
                }
            }
        });
        untold.forEach(pair -> found.put(pair, Set.of()));
        return new Between(found);
    }

    private Set<String> carried(DatasetName from, DatasetName to) {
        Set<String> carried = new HashSet<>(kinds.in(from.dataset()));
        carried.addAll(kinds.in(to.dataset()));
        return carried;
    }
}
