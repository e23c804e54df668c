package vn.lienthong.sync;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.AppliesChanges;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.ChangeWriter;
import vn.lienthong.connector.Changes;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;
import vn.lienthong.mapping.Asked;
import vn.lienthong.mapping.CompiledMapping;
import vn.lienthong.mapping.LookUpShape;
import vn.lienthong.mapping.Mapped;
import vn.lienthong.mapping.Mappings;
import vn.lienthong.mapping.RunFacts;
import vn.lienthong.quarantine.Quarantine;

/** A job's two ends, opened, and the mapping between them. */
final class Flow implements AutoCloseable {
    private final SyncJob job;
    private final Session source;
    private final Session target;
    private final Dataset from;
    private final Dataset to;
    private final RunFacts facts;
    private final Connectors connectors;
    private final CompiledMapping keyMapping;
    private final Quarantine quarantine;
    private final JobLookUps lookUps;
    private CompiledMapping mapping;
    private References references;
    private @Nullable LeftOut leftOut;

    private Flow(
            SyncJob job,
            Session source,
            Session target,
            Dataset from,
            Dataset to,
            CompiledMapping mapping,
            CompiledMapping keyMapping,
            Connectors connectors,
            References references,
            Quarantine quarantine,
            JobLookUps lookUps,
            RunFacts facts) {
        this.lookUps = lookUps;
        this.job = job;
        this.quarantine = quarantine;
        this.connectors = connectors;
        this.source = source;
        this.target = target;
        this.from = from;
        this.to = to;
        this.mapping = mapping;
        this.keyMapping = keyMapping;
        this.references = references;
        this.facts = facts;
    }

    /** Opens both ends and compiles the mapping for the columns they have now. */
    static Flow open(SyncJob job, long run, OffsetDateTime started, RunTools tools) {
        Connectors connectors = tools.connectors();
        boolean follows = job.follows();
        Dataset from = dataset(connectors, job.from().dataset(), follows);
        Dataset to = dataset(connectors, job.to().dataset(), follows);
        Map<String, LookUpShape> shapes = LookUpShapes.now(job.rules(), connectors);
        CompiledMapping mapping = Mappings.compile(
                job.rules(),
                from.schema(),
                to.schema(),
                job.to().key(),
                tools.codeLists(),
                Timing.DEFAULT_ZONE,
                shapes);
        JobClasses.refuse(job, mapping.carried(), connectors, from.schema(), to.schema(), shapes);
        CompiledMapping keys = follows ? keyMapping(job, from, to, tools) : mapping;
        Session source = open(
                connectors,
                job.from().dataset().connector(),
                follows ? Changes.class : Reads.class,
                follows ? "changes" : "read");
        try {
            Session target = open(
                    connectors,
                    job.to().dataset().connector(),
                    follows ? AppliesChanges.class : Writes.class,
                    follows ? "apply" : "write");
            RunFacts facts = new RunFacts(job.name().value(), run, started);
            CompiledMapping asks =
                    mapping.looksUp() && !job.to().key().isEmpty() ? keysOnly(job, from, to, tools) : null;
            return new Flow(
                    job,
                    source,
                    target,
                    from,
                    to,
                    mapping,
                    keys,
                    connectors,
                    new References(connectors),
                    tools.quarantine(),
                    new JobLookUps(job, facts, tools, from.schema(), mapping, asks),
                    facts);
        } catch (RuntimeException failed) {
            source.close();
            throw failed;
        }
    }

    /** A run that follows opens seldom, and often because somebody has altered a table. */
    private static Dataset dataset(Connectors connectors, DatasetName name, boolean follows) {
        return follows ? connectors.now(name) : connectors.dataset(name);
    }

    /** The part of the mapping that makes the target's key. A row that is gone has left its source key only. */
    static CompiledMapping keyMapping(SyncJob job, Dataset from, Dataset to, RunTools tools) {
        CompiledMapping keys = keysOnly(job, from, to, tools);
        List<String> beyond = keys.sourceColumns().stream()
                .filter(column -> !from.key().contains(column))
                .sorted()
                .toList();
        if (!beyond.isEmpty()) {
            throw new HubException(
                    SyncError.KEY_NOT_OF_KEY,
                    Map.of(
                            "job",
                            job.name(),
                            "columns",
                            String.join(", ", beyond),
                            "key",
                            String.join(", ", from.key())));
        }
        return keys;
    }

    private static CompiledMapping keysOnly(SyncJob job, Dataset from, Dataset to, RunTools tools) {
        return Mappings.compile(
                job.rules().only(job.to().key()),
                from.schema(),
                to.schema(),
                job.to().key(),
                tools.codeLists(),
                Timing.DEFAULT_ZONE);
    }

    Dataset from() {
        return from;
    }

    Dataset to() {
        return to;
    }

    Schema schema() {
        return mapping.schema();
    }

    /** Opens the run's read of the job's source. */
    BatchCursor read(@Nullable Position after, long firstOrdinal) {
        ReadRequest.Kind kind = job.from().whole() ? ReadRequest.Kind.SNAPSHOT : ReadRequest.Kind.INCREMENTAL;
        return job.follows() && after != null
                ? changes().snapshot(from, request(kind, after, firstOrdinal))
                : read(kind, after, firstOrdinal);
    }

    /** Where a new run of the job begins to read; null at the beginning. */
    @Nullable
    Position start(Checkpoint mark) {
        return switch (job.from().read()) {
            case SNAPSHOT -> null;
            case INCREMENTAL -> mark.position();
            case CHANGES -> changes().prepare(from, job.name().value());
        };
    }

    /** The source as one that can be followed. */
    Changes changes() {
        return (Changes) source;
    }

    /** Follows the source after a position; the first {@code apart} changes come in batches of one source transaction each. */
    ChangeCursor follow(Position after, long firstOrdinal, long apart) {
        return changes()
                .follow(
                        from,
                        new FollowRequest(job.name().value(), columns(), after, firstOrdinal, job.batchRows(), apart));
    }

    /** The target keys of rows that are gone, of their source keys; those that can have had no target row are left out. */
    Batch keys(Batch gone) {
        return keyMapping.newRun().apply(gone, facts, Map.of()).accepted();
    }

    /** Forgets what it has seen, so that a run without an end judges each batch by what holds now. */
    void refresh(boolean references) {
        mapping = mapping.newRun();
        if (references) {
            this.references = new References(connectors);
            lookUps.letGo();
        }
    }

    /** Opens a read of every source row that takes nothing away. */
    BatchCursor review() {
        return read(ReadRequest.Kind.REVIEW, null, 1);
    }

    /** Opens a read of the rows after a position, up to the newest: also of those that a run would leave to settle. */
    BatchCursor newer(Position after) {
        return ((Reads) source).read(from, request(ReadRequest.Kind.INCREMENTAL, after, 1, Duration.ZERO));
    }

    /** Tells the source that what lies up to this position need not be kept. */
    void settle(Position position) {
        ((Reads) source).settle(from, position);
    }

    private BatchCursor read(ReadRequest.Kind kind, @Nullable Position after, long firstOrdinal) {
        return ((Reads) source).read(from, request(kind, after, firstOrdinal));
    }

    private ReadRequest request(ReadRequest.Kind kind, @Nullable Position after, long firstOrdinal) {
        return request(kind, after, firstOrdinal, job.from().lag());
    }

    private ReadRequest request(ReadRequest.Kind kind, @Nullable Position after, long firstOrdinal, Duration lag) {
        return new ReadRequest(kind, columns(), job.from().cursor(), after, firstOrdinal, job.batchRows(), lag);
    }

    /** Opens a writer of the job's target. */
    Writer writer(boolean ordered, boolean compareOnly) {
        return writer(job.to().write(), job.to().deletes(), ordered, compareOnly);
    }

    /** Opens a writer for single rows beside the runs: it deletes and replaces nothing. */
    Writer releaser() {
        boolean append = job.to().write() == WriteRequest.Mode.APPEND;
        return writer(
                append ? WriteRequest.Mode.APPEND : WriteRequest.Mode.UPSERT, WriteRequest.Deletes.KEEP, false, false);
    }

    private Writer writer(WriteRequest.Mode mode, WriteRequest.Deletes deletes, boolean ordered, boolean compareOnly) {
        return ((Writes) target).writer(to, request(mode, deletes, ordered, compareOnly));
    }

    /** Opens a writer of changes into the job's target. */
    ChangeWriter changeWriter() {
        return ((AppliesChanges) target)
                .changeWriter(to, request(job.to().write(), job.to().deletes(), false, false));
    }

    private WriteRequest request(
            WriteRequest.Mode mode, WriteRequest.Deletes deletes, boolean ordered, boolean compareOnly) {
        return new WriteRequest(
                job.name(),
                mapping.schema(),
                job.to().key(),
                mode,
                deletes,
                deletes == WriteRequest.Deletes.MARK ? job.to().markColumn() : null,
                job.to().scope(),
                ordered,
                compareOnly);
    }

    /** Opens a read of the target's own rows, of the mapped columns and perhaps others. */
    BatchCursor readTarget(List<String> further, int batchRows) {
        Set<String> columns = new LinkedHashSet<>();
        mapping.schema().columns().forEach(column -> columns.add(column.name()));
        columns.addAll(further);
        if (!(target instanceof Reads reads)) {
            throw new HubException(
                    SyncError.CONNECTOR_CANNOT,
                    Map.of("connector", job.to().dataset().connector(), "capability", "read"));
        }
        ReadRequest request =
                new ReadRequest(ReadRequest.Kind.REVIEW, List.copyOf(columns), null, null, 1, batchRows, Duration.ZERO);
        return reads.readBack(to, request);
    }

    /**
     * Maps and checks a batch, with what it refers to elsewhere fetched; rows of persons who were erased are left out. Which these are is
     * asked at the first batch: by then the run has the target, and an erasure meanwhile would take it away.
     */
    Mapped map(Batch batch) {
        if (leftOut == null) {
            leftOut = new LeftOut(
                    quarantine.suppressions().of(job.name()), job.to().key());
        }
        Asked asked = lookUps.of(batch, mapping, leftOut);
        return leftOut.of(
                batch, mapping.apply(batch, facts, asked, references.found(mapping.asks(batch, facts, asked))));
    }

    /** Whether other systems are asked about its rows, which may take long. */
    boolean looksUp() {
        return mapping.looksUp();
    }

    /** What whoever only compares must be told of questions to others; nothing where there were none. */
    List<Text> lookedUp() {
        return lookUps.notes();
    }

    /** What is to be said of the rows that were left out; nothing where none were. */
    List<Text> leftOut() {
        long rows = leftOut == null ? 0 : leftOut.rows();
        return rows == 0 ? List.of() : List.of(Notes.LEFT_OUT.text(rows));
    }

    /** The same ends and rules for a second pass over the source: nothing seen yet. */
    Flow secondPass() {
        return new Flow(
                job,
                source,
                target,
                from,
                to,
                mapping.newRun(),
                keyMapping,
                connectors,
                references,
                quarantine,
                lookUps,
                facts);
    }

    /** Whether rows ordered by the source's key come out ordered by the target's: the key is passed through unaltered. */
    boolean keepsOrder(BatchCursor cursor) {
        if (!cursor.ordered() || from.key().isEmpty()) {
            return false;
        }
        Batch none = RowBatch.of(cursor.schema(), List.of(), 1);
        Batch accepted = mapping.newRun().apply(none, facts, Map.of()).accepted();
        List<String> sources = new ArrayList<>();
        for (String column : job.to().key()) {
            if (!job.to().scope().containsKey(column)) {
                int origin = accepted.originColumn(accepted.schema().position(column));
                sources.add(origin < 0 ? "" : cursor.schema().column(origin).name());
            }
        }
        return sources.equals(from.key());
    }

    @Override
    public void close() {
        lookUps.close();
        target.close();
        source.close();
    }

    /** What the mapping needs, and what marks where reading goes on. */
    private List<String> columns() {
        Set<String> wanted = new LinkedHashSet<>(from.key());
        if (job.from().cursor() != null) {
            wanted.add(job.from().cursor());
        }
        wanted.addAll(mapping.sourceColumns());
        return from.schema().columns().stream()
                .map(column -> column.name())
                .filter(wanted::contains)
                .toList();
    }

    private static Session open(Connectors connectors, ConnectorName name, Class<?> ability, String capability) {
        Session session = connectors.open(name);
        if (!ability.isInstance(session)) {
            session.close();
            throw new HubException(SyncError.CONNECTOR_CANNOT, Map.of("connector", name, "capability", capability));
        }
        return session;
    }
}
