package vn.lienthong.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Connectors;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Journal;
import vn.lienthong.kernel.Text;

/**
 * Reads datasets for one measurement, each within bounds, and keeps nothing of a row but keyed hashes. Each reading stands in the
 * journal before it begins.
 */
final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final int MOST_ROWS = 200_000;
    private static final int BATCH = 2000;
    private static final Duration TIME = Duration.ofSeconds(20);

    /** What a system may need beyond, to open and to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final Connectors connectors;
    private final Journal journal;
    private final String person;
    private final HashKey key = new HashKey();
    private final ExecutorService reader = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "system-sample");
        thread.setDaemon(true);
        return thread;
    });

    Sampler(Connectors connectors, Journal journal, String person) {
        this.connectors = connectors;
        this.journal = journal;
        this.person = person;
    }

    /**
     * What is to be read.
     *
     * @param identity the column that identifies a record
     * @param columns those whose values are compared, in the order of a sketch's values
     */
    record Need(Compared.Subject subject, Compared.Data data, String identity, List<String> columns) {
        /** Under which its sketch is kept. */
        String mark() {
            return data.name() + "#" + identity;
        }
    }

    /**
     * Reads one dataset.
     *
     * @throws Unread saying why it could not be read
     */
    Sketch read(Need need) throws InterruptedException, Unread {
        SeenDataset seen = need.data().seen();
        journal.record(new Journal.Entry(
                        person,
                        "connector.sampled",
                        "connector/" + seen.connector(),
                        "done",
                        null,
                        Map.of(
                                "dataset",
                                seen.dataset(),
                                "columns",
                                "" + (need.columns().size() + 1)))
                .withAgency(need.subject().agency()));
        Future<Sketch> reading = reader.submit(() -> sketch(need));
        try {
            return reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException silent) {
            reading.cancel(true);
            throw new Unread(new Text("không trả lời kịp", "it did not answer in time"), silent);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Unread why) {
                throw why;
            }
            if (failed.getCause() instanceof HubException refused) {
                throw new Unread(refused.problem(), refused);
            }
            // what a driver says of a row may hold its values: its kind alone is told
            LOG.warn(
                    "sampling {} failed: {}",
                    need.data().name(),
                    failed.getCause().getClass().getName());
            throw new Unread(new Text("đọc không được", "it could not be read"), null);
        }
    }

    /** Why a dataset was not sampled. */
    static final class Unread extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Text why;

        Unread(Text why, @Nullable Throwable cause) {
            super(why.en(), cause);
            this.why = why;
        }

        Text why() {
            return why;
        }
    }

    private Sketch sketch(Need need) throws Unread {
        ConnectorName name = new ConnectorName(need.data().seen().connector());
        Dataset dataset =
                connectors.dataset(new DatasetName(name, need.data().seen().dataset()));
        List<String> columns = new ArrayList<>(List.of(need.identity()));
        columns.addAll(need.columns());
        if (columns.stream().anyMatch(column -> dataset.schema().column(column) == null)) {
            throw new Unread(
                    new Text("cột đã đổi từ lần xem trước", "its columns have changed since they were seen"), null);
        }
        Set<String> wanted = Set.copyOf(columns);
        List<String> asked = dataset.schema().columns().stream()
                .map(column -> column.name())
                .filter(wanted::contains)
                .toList();
        try (Session session = connectors.open(name)) {
            if (!(session instanceof Reads reads)) {
                throw new Unread(new Text("loại kết nối này không đọc được dòng", "its connector reads no rows"), null);
            }
            ReadRequest request = new ReadRequest(
                    ReadRequest.Kind.REVIEW, asked, null, null, 1, BATCH, Duration.ZERO, null, MOST_ROWS);
            try (BatchCursor cursor = reads.read(dataset, request)) {
                return sketch(cursor, columns);
            }
        }
    }

    private Sketch sketch(BatchCursor cursor, List<String> columns) {
        Sketch sketch = new Sketch();
        long read = 0;
        long deadline = System.nanoTime() + TIME.toNanos();
        for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
            Batch batch = part.batch();
            int[] at = columns.stream().mapToInt(batch.schema()::position).toArray();
            for (int row = 0; row < batch.size(); row++) {
                take(sketch, batch, row, at);
            }
            read += batch.size();
            if (read >= MOST_ROWS || System.nanoTime() > deadline) {
                sketch.cut();
                return sketch;
            }
        }
        return sketch;
    }

    private void take(Sketch sketch, Batch batch, int row, int[] at) {
        long identity = key.of(batch.value(row, at[0]));
        if (identity == 0) {
            return; // a record that nothing identifies cannot be found elsewhere
        }
        long[] values = new long[at.length - 1];
        for (int i = 1; i < at.length; i++) {
            values[i - 1] = at[i] < 0 ? 0 : key.of(batch.value(row, at[i]));
        }
        sketch.take(identity, values);
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
