package vn.lienthong.person;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.agency.Agencies;
import vn.lienthong.agency.Agency;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.quarantine.PersonsRows;
import vn.lienthong.quarantine.Sought;
import vn.lienthong.sync.PersonsTargets;
import vn.lienthong.sync.SyncError;
import vn.lienthong.sync.SyncJob;
import vn.lienthong.sync.SyncJobs;

/** Finds what is kept of one person: in quarantine, in any state, and in the targets of jobs. Each look stands in the journal first. */
@Component
class PersonFile {
    private final SyncJobs jobs;
    private final PersonsTargets targets;
    private final PersonsRows held;
    private final Connectors connectors;
    private final Agencies agencies;
    private final Journal journal;

    PersonFile(
            SyncJobs jobs,
            PersonsTargets targets,
            PersonsRows held,
            Connectors connectors,
            Agencies agencies,
            Journal journal) {
        this.jobs = jobs;
        this.targets = targets;
        this.held = held;
        this.connectors = connectors;
        this.agencies = agencies;
        this.journal = journal;
    }

    /**
     * Finds what is kept of the person.
     *
     * @throws HubException DENIED for whoever may not, or has not shown lately that it is he; CONFIGURATION where no job knows the
     *     column, or the value is that of many
     */
    Findings find(Asked asked, Caller caller) {
        caller.need(Act.HANDLE_PERSONS, asked.agency());
        caller.needConfirmed();
        record(caller.name(), "person.file-opened", asked, Map.of());
        return look(asked);
    }

    /** The same without an entry of its own: the act that it belongs to has one. */
    Findings look(Asked asked) {
        Findings found = there(asked.agency(), asked.sought());
        found.jobs().stream()
                .map(Findings.OfJob::failure)
                .filter(failure -> failure != null && failure.code() == SyncError.PERSON_IS_MANY)
                .findFirst()
                .ifPresent(many -> {
                    throw many;
                });
        if (found.jobs().isEmpty()) {
            throw new HubException(
                    PersonError.COLUMN_NOWHERE, Map.of("column", asked.sought().column(), "agency", asked.agency()));
        }
        return found;
    }

    /** The entry of an act on the person's file: with the column, never with the value, of which only a keyed hash is kept. */
    void record(String actor, String act, Asked asked, Map<String, String> facts) {
        Map<String, String> details = new TreeMap<>(facts);
        details.put("column", asked.sought().column());
        DatasetName dataset = asked.sought().dataset();
        if (dataset != null) {
            details.put("dataset", dataset.toString());
        }
        journal.record(new Journal.Entry(actor, act, "person-file", "done", asked.reason(), details)
                .withAgency(asked.agency())
                .about(asked.sought().identity()));
    }

    /** What is there now, whoever wants to know; what could not be looked at says why. */
    Findings there(AgencyCode agency, Sought sought) {
        List<String> within = within(agency);
        Map<String, List<PersonsRows.Found>> rows = new LinkedHashMap<>();
        held.find(sought, within, (job, dataset) -> identifying(job, dataset, sought))
                .forEach(row -> rows.computeIfAbsent(row.job(), job -> new ArrayList<>())
                        .add(row));
        List<Findings.OfJob> found = new ArrayList<>();
        reached(within)
                .filter(job ->
                        concerned(job, sought) || rows.containsKey(job.name().value()))
                .forEach(job -> found.add(
                        look(job, sought, within, rows.remove(job.name().value()))));
        rows.forEach((job, left) -> found.add(
                new Findings.OfJob(job, null, left, null, ofMany(left) ? PersonsTargets.many(job, sought) : null)));
        found.sort(Comparator.comparing(Findings.OfJob::name));
        return new Findings(found);
    }

    private Findings.OfJob look(
            SyncJob job, Sought sought, List<String> within, @Nullable List<PersonsRows.Found> known) {
        List<PersonsRows.Found> rows = known == null ? new ArrayList<>() : known;
        String name = job.name().value();
        if (ofMany(rows)) {
            return new Findings.OfJob(name, job, rows, null, PersonsTargets.many(name, sought));
        }
        if (!within.contains(job.agency().value())) {
            // nothing of that target is told but that the value is nobody's own: all who have it would be left out
            // there
            return new Findings.OfJob(
                    name, job, rows, null, targets.many(job, sought).orElse(null));
        }
        try {
            List<PersonsTargets.Row> target = targets.find(job, sought, within);
            List<String> keys = target.stream()
                    .map(PersonsTargets.Row::key)
                    .filter(key -> !key.isEmpty())
                    .toList();
            Set<Long> there = rows.stream().map(PersonsRows.Found::id).collect(Collectors.toSet());
            held.ofKeys(name, keys, within).stream()
                    .filter(row -> !there.contains(row.id()))
                    .forEach(rows::add);
            return new Findings.OfJob(name, job, rows, target, null);
        } catch (HubException failed) {
            return new Findings.OfJob(name, job, rows, null, failed);
        }
    }

    /** Held rows of so many keys are not those of one person; that he was held often is no matter. */
    private static boolean ofMany(List<PersonsRows.Found> rows) {
        return rows.stream()
                        .map(PersonsRows.Found::keyMark)
                        .filter(mark -> mark != null)
                        .map(ByteBuffer::wrap)
                        .distinct()
                        .count()
                > PersonsTargets.MOST;
    }

    /** The agency and all below it. */
    List<String> within(AgencyCode agency) {
        return Stream.concat(
                        Stream.of(agency),
                        agencies.all().stream().map(Agency::code).filter(code -> agencies.upwards(code)
                                .contains(agency)))
                .map(AgencyCode::value)
                .distinct()
                .toList();
    }

    /** Jobs that these agencies answer for, and those that read their systems. */
    private Stream<SyncJob> reached(List<String> within) {
        return jobs.all().stream()
                .filter(job -> within.contains(job.agency().value())
                        || source(job).filter(within::contains).isPresent());
    }

    private Optional<String> source(SyncJob job) {
        return connectors
                .find(job.from().dataset().connector())
                .map(Connector::agency)
                .map(AgencyCode::value);
    }

    private boolean concerned(SyncJob job, Sought sought) {
        return !targets.targetColumns(job, sought).isEmpty()
                || job.from().dataset().equals(sought.dataset());
    }

    private Set<String> identifying(String job, String dataset, Sought sought) {
        return jobs.find(new JobName(job))
                .map(known -> targets.sourceColumns(known, sought))
                .orElseGet(() ->
                        sought.dataset() == null || sought.dataset().toString().equals(dataset)
                                ? Set.of(sought.column())
                                : Set.of());
    }
}
