package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Position;

/** A started, seeded system of the type under test, as the promises see it: ways in, what the type can do, rows as texts. */
abstract class ContractGround {
    static final JobName JOB = new JobName("contract");

    /** The type under test; needs no system. */
    protected abstract ConnectorType type();

    /** A way into the started system. */
    protected abstract Opening opening();

    /** The name, in the system, of a dataset that holds {@link ContractRows#stored()}. */
    protected abstract String readable();

    /** The name, in the system, of a new and empty dataset with the columns of {@link ContractRows#SCHEMA}. */
    protected abstract String writable();

    /**
     * Ways that cannot work, by what is wrong with them; each must make the doctor fail within its time. Both ports are on the
     * loopback: nobody listens on the dead one, the silent one takes connections and never answers.
     */
    protected abstract Map<String, Opening> broken(int deadPort, int silentPort);

    /** What a server that is none of this type, or means harm, may begin with, by what is wrong with it; empty without servers. */
    protected Map<String, byte[]> lies() {
        return Map.of();
    }

    /** A way to a server that listens on a port of the loopback; asked of types with {@link #lies} only. */
    protected Opening at(int port) {
        throw new IllegalStateException("a type without lies has no servers");
    }

    /** How rows can be written. */
    protected Set<Mode> modes() {
        return EnumSet.allOf(Mode.class);
    }

    /** Whether the target keeps the checkpoint. */
    protected boolean keepsCheckpoint() {
        return true;
    }

    /** Whether rows that the source no longer has can be deleted; where not, a writer that should is refused. */
    protected boolean deletes() {
        return true;
    }

    /** The column that a refusal names whose value is at fault; null where the system does not say. */
    protected @Nullable String refused() {
        return "name";
    }

    /** Whether readers see rows as soon as they are committed; where not, they see the old rows until the run is finished. */
    protected boolean seenAtCommit() {
        return true;
    }

    /** Whether the system knows types and keys; where not, everything is text and the kit compares texts. */
    protected boolean typed() {
        return true;
    }

    /** What the dataset holds now, as texts, in key order. */
    protected List<List<@Nullable String>> rowsOf(String dataset) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Session session = open()) {
            drain(session, described(session, dataset), null, 1, 1000)
                    .forEach(part -> texts(part.batch()).forEach(rows::add));
        }
        rows.sort(Comparator.comparing(row -> String.valueOf(row.get(0))));
        return rows;
    }

    Session open() {
        return type().open(opening());
    }

    static Dataset described(Session session, String from) {
        Dataset found = ((Discovers) session).describe(from);
        List<String> key = found.key().isEmpty() ? List.of("code") : found.key();
        return new Dataset(found.name(), found.from(), found.schema(), key, found.rowEstimate(), found.cursors());
    }

    static List<BatchCursor.Part> drain(
            Session session, Dataset dataset, @Nullable Position after, long firstOrdinal, int batchRows) {
        ReadRequest request = new ReadRequest(
                ReadRequest.Kind.SNAPSHOT, List.of(), null, after, firstOrdinal, batchRows, Duration.ZERO);
        List<BatchCursor.Part> parts = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(dataset, request)) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                parts.add(part);
            }
        }
        return parts;
    }

    Verdict[] run(String target, WriteRequest request, long run, List<@Nullable Object[]> rows) {
        try (Session session = open();
                Writer writer = started(session, target, request, run)) {
            Verdict[] verdicts = writer.write(ContractRows.batch(rows)).verdicts();
            writer.commit(new Position("end"), Counts.NONE);
            writer.finish(Counts.NONE);
            return verdicts;
        }
    }

    static Writer started(Session session, String target, WriteRequest request, long run) {
        Writer writer = ((Writes) session).writer(described(session, target), request);
        writer.takeOver();
        writer.begin(run, null, "schema");
        return writer;
    }

    static WriteRequest request(Mode mode) {
        List<String> key = mode == Mode.APPEND ? List.of() : List.of("code");
        return new WriteRequest(JOB, ContractRows.SCHEMA, key, mode, Deletes.KEEP, null, Map.of(), false, false);
    }

    static WriteRequest upsert(boolean ordered) {
        return new WriteRequest(
                JOB, ContractRows.SCHEMA, List.of("code"), Mode.UPSERT, Deletes.KEEP, null, Map.of(), ordered, false);
    }

    static WriteRequest deleting(Map<String, Object> scope, boolean ordered) {
        return new WriteRequest(
                JOB, ContractRows.SCHEMA, List.of("code"), Mode.UPSERT, Deletes.DELETE, null, scope, ordered, false);
    }

    static List<List<@Nullable String>> expected() {
        return texts(ContractRows.batch(ContractRows.read()));
    }

    static List<List<@Nullable String>> texts(Batch batch) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            List<@Nullable String> texts = new ArrayList<>();
            for (int column = 0; column < batch.schema().size(); column++) {
                Object value = batch.value(row, column);
                texts.add(value == null ? null : value.toString());
            }
            assertThat(texts)
                    .allSatisfy(text -> assertThat(text == null || Normalizer.isNormalized(text, Normalizer.Form.NFC))
                            .isTrue());
            rows.add(texts);
        }
        return rows;
    }

    void needs(Capability capability) {
        assumeTrue(type().capabilities().contains(capability), "not declared");
    }

    void needs(Mode mode) {
        needs(Capability.WRITE);
        assumeTrue(modes().contains(mode), mode + " is refused, which another promise tests");
    }

    void needsCheckpoint() {
        needs(Mode.UPSERT);
        assumeTrue(keepsCheckpoint(), "keeps no checkpoint, and says so");
    }
}
