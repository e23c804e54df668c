package vn.lienthong.inventory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.sync.SeenJobs;
import vn.lienthong.sync.SyncJob;

/**
 * Measures overlap when a person asks for it: between the systems of his that the hub may look into, in the background, one measurement
 * at a time. Whatever a row says stays in its system.
 */
@Component
class MeasureDesk implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(MeasureDesk.class);

    /** Of systems with very many tables so many, those with rows of people first. */
    private static final int MOST_DATASETS = 40;

    private static final Text BROKEN = new Text("lần đo bị ngắt; hãy đo lại", "it broke off; measure again");

    private final SeenSystems systems;
    private final KeptLooks looks;
    private final KeptOverlaps kept;
    private final Concepts concepts;
    private final Connectors connectors;
    private final SeenJobs jobs;
    private final Journal journal;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "system-measure");
        thread.setDaemon(true);
        return thread;
    });

    MeasureDesk(
            SeenSystems systems,
            KeptLooks looks,
            KeptOverlaps kept,
            Concepts concepts,
            Connectors connectors,
            SeenJobs jobs,
            Journal journal,
            Clock clock) {
        this.systems = systems;
        this.looks = looks;
        this.kept = kept;
        this.concepts = concepts;
        this.connectors = connectors;
        this.jobs = jobs;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Begins a measurement and returns its number; it goes on by itself.
     *
     * @throws HubException CONFIGURATION where there are no two systems to compare, CONFLICT where one is under way
     */
    long ask(Caller caller) {
        List<Compared.Subject> subjects = subjects(caller);
        if (subjects.size() < 2) {
            throw new HubException(InventoryError.MEASURE_NOTHING, Map.of());
        }
        long number =
                kept.begin(caller.name()).orElseThrow(() -> new HubException(InventoryError.MEASURE_RUNNING, Map.of()));
        journal.record(new Journal.Entry(
                        caller.name(),
                        "system.measured",
                        "systems/measurements/" + number,
                        "done",
                        null,
                        Map.of("systems", "" + subjects.size()))
                .withAgency(subjects.stream()
                        .map(Compared.Subject::agency)
                        .distinct()
                        .toArray(AgencyCode[]::new)));
        worker.execute(() -> measure(number, caller.name(), subjects));
        return number;
    }

    private void measure(long number, String person, List<Compared.Subject> subjects) {
        try (Sampler sampler = new Sampler(connectors, journal, person)) {
            List<Overlap> overlaps = new Measuring(sampler, clock.instant())
                    .measure(subjects, (done, total) -> kept.beat(number, done, total));
            kept.ended(number, subjects.stream().map(Compared.Subject::system).toList(), overlaps);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            // its words could hold what a driver says of a row
            LOG.warn("measurement {} broke off: {}", number, broken.getClass().getName());
            kept.failed(number, BROKEN);
        }
    }

    /** What the caller may have looked into: systems whose columns are known, without connectors that he may not examine. */
    private List<Compared.Subject> subjects(Caller caller) {
        Map<String, Set<String>> lists = lists();
        List<Compared.Subject> subjects = new ArrayList<>();
        for (KnownSystem system : systems.all()) {
            List<String> ways = system.connectors().stream()
                    .filter(way -> connectors
                            .find(new ConnectorName(way))
                            .filter(one -> caller.may(Act.EXAMINE, one.agency()))
                            .isPresent())
                    .toList();
            List<Compared.Data> datasets = ways.isEmpty()
                    ? List.of()
                    : looks.datasets(ways).stream()
                            .sorted((one, other) -> Boolean.compare(other.personal(), one.personal()))
                            .limit(MOST_DATASETS)
                            .map(seen -> data(seen, lists))
                            .toList();
            if (!datasets.isEmpty() && caller.may(Act.EXAMINE, system.agency())) {
                subjects.add(new Compared.Subject(system.name(), system.agency(), datasets));
            }
        }
        return subjects;
    }

    private Compared.Data data(SeenDataset seen, Map<String, Set<String>> lists) {
        String name = seen.connector() + "/" + seen.dataset();
        return new Compared.Data(
                seen,
                seen.columns().stream()
                        .map(column ->
                                Field.of(column, concepts, lists.getOrDefault(name + "/" + column.name(), Set.of())))
                        .toList());
    }

    /** The code lists through which jobs translate columns, by {@code connector/dataset/column}. */
    private Map<String, Set<String>> lists() {
        Map<String, Set<String>> lists = new HashMap<>();
        for (SyncJob job : jobs.all()) {
            for (FieldRule rule : job.rules().fields()) {
                if (rule.translation() != null) {
                    String list = rule.translation().list();
                    add(lists, job.to().dataset() + "/" + rule.field(), list);
                    if (rule.origin() instanceof FieldRule.FromColumn from) {
                        add(lists, job.from().dataset() + "/" + from.column(), list);
                    }
                }
            }
        }
        return lists;
    }

    private static void add(Map<String, Set<String>> lists, String column, String list) {
        lists.computeIfAbsent(column, none -> new HashSet<>()).add(list);
    }

    /** The newest measurement, be it under way. */
    Optional<KeptOverlaps.Measurement> newest() {
        return kept.newest();
    }

    /**
     * A measurement.
     *
     * @throws HubException NOT_FOUND
     */
    KeptOverlaps.Measurement get(long number) {
        return kept.find(number)
                .orElseThrow(() -> new HubException(InventoryError.MEASURE_UNKNOWN, Map.of("number", number)));
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }
}
