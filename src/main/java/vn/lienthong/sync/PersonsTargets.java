package vn.lienthong.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Schema;
import vn.lienthong.mapping.FieldRule;
import vn.lienthong.quarantine.Sought;

/** What jobs have written of one person into their targets. Asks the targets, never the sources. */
public class PersonsTargets {
    /** More rows of one job are not those of one person: the value or the column is the wrong one. */
    public static final int MOST = 20;

    private static final int BATCH_ROWS = 1000;

    private final SyncJobs jobs;
    private final Runs runs;
    private final RunTools tools;

    PersonsTargets(SyncJobs jobs, Runs runs, RunTools tools) {
        this.jobs = jobs;
        this.runs = runs;
        this.tools = tools;
    }

    /**
     * A target row of the person.
     *
     * @param key as text, by which the job knows the row; empty where the job has no key. Never shown
     * @param shownKey the parts of the key, masked by their classes
     * @param columns the mapped columns, as the target's connector classes them
     * @param values their values, never shown unmasked
     */
    public record Row(String key, List<String> shownKey, List<Column> columns, List<@Nullable Object> values) {
        @Override
        public String toString() {
            return "Row" + shownKey;
        }
    }

    /** Which columns of a job's source identify the person; the column itself, and what a target field of its name is made of. */
    public Set<String> sourceColumns(SyncJob job, Sought sought) {
        Set<String> columns = new LinkedHashSet<>();
        if (ofSource(job, sought)) {
            columns.add(sought.column());
        }
        if (ofTarget(job, sought)) {
            rules(job)
                    .filter(rule -> rule.field().equals(sought.column()))
                    .filter(rule -> rule.origin() instanceof FieldRule.FromColumn)
                    .forEach(rule -> columns.add(((FieldRule.FromColumn) rule.origin()).column()));
        }
        return columns;
    }

    /** Which columns of a job's target do: the field of its name, and fields that are made of it alone. Constants identify nobody. */
    public Set<String> targetColumns(SyncJob job, Sought sought) {
        return rules(job)
                .filter(rule -> ofTarget(job, sought)
                                && rule.field().equals(sought.column())
                                && !(rule.origin() instanceof FieldRule.Constant)
                        || ofSource(job, sought)
                                && rule.origin() instanceof FieldRule.FromColumn from
                                && from.column().equals(sought.column())
                                && rule.translation() == null)
                .map(FieldRule::field)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a row's key is one of these columns alone. */
    static boolean keyIs(SyncJob job, Set<String> columns) {
        return job.to().key().size() == 1 && columns.containsAll(job.to().key());
    }

    private static boolean ofSource(SyncJob job, Sought sought) {
        return sought.dataset() == null || sought.dataset().equals(job.from().dataset());
    }

    private static boolean ofTarget(SyncJob job, Sought sought) {
        return sought.dataset() == null || sought.dataset().equals(job.to().dataset());
    }

    private static Stream<FieldRule> rules(SyncJob job) {
        return job.rules().fields().stream();
    }

    /**
     * The person's rows in a job's target, within the job's scope.
     *
     * @param agencies on whose behalf somebody asks
     * @throws HubException UNAVAILABLE, CREDENTIAL or CONFIGURATION, naming the connector; CONFIGURATION where so many rows have the
     *     value that it identifies nobody, or where the rows of other agencies cannot be told from those of these
     */
    public List<Row> find(SyncJob job, Sought sought, Collection<String> agencies) {
        needApart(job, sought, agencies);
        return find(job, sought);
    }

    /** Why the value identifies nobody in a job's target, whoever answers for it; empty where it does, or where nobody can tell. */
    public Optional<HubException> many(SyncJob job, Sought sought) {
        try {
            find(job, sought);
            return Optional.empty();
        } catch (HubException failed) {
            return Optional.of(failed).filter(why -> why.code() == SyncError.PERSON_IS_MANY);
        }
    }

    /** That so many rows of a job have a value that it identifies nobody. */
    public static HubException many(Object job, Sought sought) {
        return new HubException(SyncError.PERSON_IS_MANY, Map.of("job", job, "column", sought.column(), "most", MOST));
    }

    /** Whoever answers for a job answers for its rows: a table of another agency holds those of others, too. */
    private void needApart(SyncJob job, Sought sought, Collection<String> agencies) {
        if (targetColumns(job, sought).isEmpty()) {
            return; // nothing there identifies anybody
        }
        boolean own = tools.connectors()
                .find(job.to().dataset().connector())
                .filter(target -> agencies.contains(target.agency().value()))
                .isPresent();
        boolean apart = !job.to().scope().isEmpty()
                && jobs.all().stream()
                        .filter(other -> other.to().dataset().equals(job.to().dataset()))
                        .filter(other -> !agencies.contains(other.agency().value()))
                        .allMatch(other ->
                                JobChecks.disjoint(job.to().scope(), other.to().scope()));
        if (!own && !apart) {
            throw new HubException(
                    SyncError.PERSON_NOT_APART,
                    Map.of("job", job.name(), "dataset", job.to().dataset()));
        }
    }

    private List<Row> find(SyncJob job, Sought sought) {
        Set<String> columns = targetColumns(job, sought);
        if (columns.isEmpty()) {
            return List.of();
        }
        Dataset to = tools.connectors().dataset(job.to().dataset());
        try (Session session = tools.connectors().open(job.to().dataset().connector())) {
            return find(job, sought, session, to);
        }
    }

    /** The same in a session that is open. */
    List<Row> find(SyncJob job, Sought sought, Session session, Dataset to) {
        if (!(session instanceof Reads reads)) {
            throw new HubException(
                    SyncError.CONNECTOR_CANNOT,
                    Map.of("connector", job.to().dataset().connector(), "capability", "read"));
        }
        List<Row> found = new ArrayList<>();
        Set<List<@Nullable Object>> seen = new LinkedHashSet<>();
        for (String column : targetColumns(job, sought)) {
            try (BatchCursor cursor = reads.readBack(to, request(job, to, column, sought))) {
                for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                    take(job, sought, column, part.batch(), found, seen);
                }
            }
        }
        return found;
    }

    private static ReadRequest request(SyncJob job, Dataset to, String column, Sought sought) {
        return new ReadRequest(
                ReadRequest.Kind.REVIEW,
                columns(job, to).stream().map(Column::name).toList(),
                null,
                null,
                1,
                BATCH_ROWS,
                Duration.ZERO,
                new ReadRequest.Only(column, sought.spellings()));
    }

    /**
     * Deletes the person's rows in a job's target in one transaction, whatever the job does with rows that leave its source. The job's
     * position and counts stay; a run that follows gives way and goes on. What is deleted does not come in again.
     *
     * @param agencies on whose behalf it is done
     * @param erasure under whose number it is left out from now on
     * @param found told the number of rows before they go, so that it is known should the hub die in between
     * @throws HubException UNAVAILABLE, CREDENTIAL or CONFIGURATION of the target; CONFLICT while the job runs or the target holds on
     */
    public void erase(SyncJob job, Sought sought, Collection<String> agencies, long erasure, IntConsumer found) {
        needApart(job, sought, agencies);
        new PersonRemoval(this, runs, tools, job, sought).erase(erasure, found);
    }

    /** What the job writes, and what bounds it. */
    static List<Column> columns(SyncJob job, Dataset to) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Stream.of(job.to().key().stream(), rules(job).map(FieldRule::field), job.to().scope().keySet().stream())
                .flatMap(names -> names)
                .filter(name -> to.schema().position(name) >= 0)
                .forEach(name -> columns.putIfAbsent(name, to.schema().column(name)));
        return List.copyOf(columns.values());
    }

    private static void take(
            SyncJob job, Sought sought, String column, Batch batch, List<Row> found, Set<List<@Nullable Object>> seen) {
        Schema schema = batch.schema();
        int position = schema.position(column);
        KeyText key = new KeyText(schema, job.to().key());
        ShownKey shown = new ShownKey(schema, job.to().key());
        for (int row = 0; row < batch.size(); row++) {
            Object value = batch.value(row, position);
            if (value != null && sought.is(KeyText.text(value)) && inScope(job, batch, row)) {
                List<@Nullable Object> values = values(batch, row);
                if (seen.add(values)) {
                    found.add(new Row(key.of(batch, row), shown.of(batch, row), schema.columns(), values));
                }
            }
        }
        if (found.size() > MOST) {
            throw many(job.name(), sought);
        }
    }

    private static List<@Nullable Object> values(Batch batch, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < batch.schema().size(); i++) {
            values.add(batch.value(row, i));
        }
        return values;
    }

    private static boolean inScope(SyncJob job, Batch batch, int row) {
        return job.to().scope().entrySet().stream().allMatch(part -> KeyText.text(part.getValue())
                .equals(KeyText.text(batch.value(row, batch.schema().position(part.getKey())))));
    }
}
