package vn.lienthong.connector.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/** Writes a whole new file beside the old one and renames it into place when it is complete; readers never see half of it. */
final class FileWriting implements Writer {
    /** What a cell of a workbook can hold. */
    private static final int CELL = 32_767;

    private final ConnectorName connector;
    private final WriteRequest request;
    private final TableFormat format;
    private final String sheet;
    private final Path target;
    private final Path writing;
    private final Generation generation;
    private final Set<List<String>> kept = new LinkedHashSet<>();
    private final int[] key;

    private @Nullable FileChannel channel;
    private @Nullable CsvWriter rows;
    private long epoch;
    private boolean resumed = true;

    private FileWriting(
            ConnectorName connector,
            DropFolder folder,
            TableFormat format,
            Path target,
            Dataset dataset,
            WriteRequest r)
            throws IOException {
        this.connector = connector;
        this.request = r;
        this.format = format;
        this.sheet = dataset.from();
        this.target = target;
        this.writing = folder.own(".writing");
        this.generation = new Generation(writing, target.getFileName().toString());
        this.key = r.key().stream().mapToInt(r.schema()::position).toArray();
    }

    static FileWriting open(
            ConnectorName connector,
            DropFolder folder,
            FileSettings settings,
            TableFormat format,
            Dataset dataset,
            WriteRequest request)
            throws IOException {
        String name = format.sheets() ? settings.pattern() : dataset.from();
        String why = null;
        if (request.mode() != WriteRequest.Mode.REPLACE) {
            why = "a file is written as a whole; use write: replace";
        } else if (request.deletes() != WriteRequest.Deletes.KEEP
                || !request.scope().isEmpty()) {
            why = "a file is replaced as a whole; use deletes: keep and no scope";
        } else if (request.compareOnly()) {
            why = "a file cannot be compared with row by row; look at the file itself";
        } else if (name.matches(".*[*?\\[{/\\\\].*") || !name.endsWith(format.ending())) {
            why = "\"" + name + "\" does not name one file that ends in " + format.ending();
        }
        if (why != null) {
            throw new HubException(ConnectorError.WRITE_MODE_UNSUPPORTED, Map.of("connector", connector, "why", why));
        }
        return new FileWriting(connector, folder, format, folder.folder().resolve(name), dataset, request);
    }

    @Override
    public boolean keepsCheckpoint() {
        return true;
    }

    @Override
    public Checkpoint takeOver() {
        return io(() -> {
            Checkpoint checkpoint = generation.takeOver();
            epoch = checkpoint.epoch();
            return checkpoint;
        });
    }

    @Override
    public void begin(long run, @Nullable Position position, @Nullable String schema) {
        io(() -> {
            fence();
            Files.write(generation.rows(), "\uFEFF".getBytes(StandardCharsets.UTF_8));
            CsvWriter writer = opened(3);
            writer.writeRecord(
                    request.schema().columns().stream().map(Column::name).toList());
            generation.begin(run, position, schema, flushed());
            resumed = false;
            return null;
        });
    }

    @Override
    public WriteResult write(Batch batch) {
        return io(() -> {
            CsvWriter writer = rows == null ? opened(generation.length()) : rows;
            Verdict[] verdicts = new Verdict[batch.size()];
            Arrays.fill(verdicts, Verdict.INSERTED);
            supersede(batch, verdicts);
            List<Rejection> rejected = new ArrayList<>();
            String[] texts = new String[batch.schema().size()];
            for (int row = 0; row < batch.size(); row++) {
                for (int column = 0; column < texts.length; column++) {
                    texts[column] = CellText.of(batch.value(row, column));
                }
                Rejection refused = verdicts[row] == Verdict.INSERTED ? refused(batch, row, texts) : null;
                if (refused != null) {
                    rejected.add(refused);
                    verdicts[row] = Verdict.REJECTED;
                } else if (verdicts[row] == Verdict.INSERTED) {
                    writer.writeRecord(texts);
                }
            }
            return new WriteResult(verdicts, rejected);
        });
    }

    private void supersede(Batch batch, Verdict[] verdicts) {
        Map<List<String>, Integer> last = new HashMap<>();
        for (int row = 0; row < batch.size() && key.length > 0; row++) {
            Integer earlier = last.put(key(batch, row, key), row);
            if (earlier != null) {
                verdicts[earlier] = Verdict.SUPERSEDED;
            }
        }
    }

    private static List<String> key(Batch batch, int row, int[] columns) {
        List<String> texts = new ArrayList<>(columns.length);
        for (int column : columns) {
            texts.add(CellText.of(batch.value(row, column)));
        }
        return texts;
    }

    private @Nullable Rejection refused(Batch batch, int row, String[] texts) {
        for (int column = 0; column < texts.length && format.sheets(); column++) {
            int length = texts[column].length();
            if (length > CELL) {
                return new Rejection(
                        row,
                        batch.ordinal(row),
                        batch.schema().column(column).name(),
                        "text(" + length + ")",
                        "file.too_long",
                        new Text("Dài hơn một ô Excel chứa được", "Longer than a cell of a workbook can hold"));
            }
        }
        return null;
    }

    @Override
    public void keep(Batch given) {
        int[] columns =
                request.key().stream().mapToInt(given.schema()::position).toArray();
        for (int row = 0; row < given.size() && columns.length > 0; row++) {
            kept.add(key(given, row, columns));
        }
    }

    @Override
    public boolean knowsEveryKey() {
        return !resumed;
    }

    @Override
    public void commit(@Nullable Position position, Counts counts) {
        io(() -> {
            fence();
            generation.commit(position, counts, rows == null ? generation.length() : flushed());
            return null;
        });
    }

    @Override
    public void rollback() {
        io(() -> {
            close();
            return opened(generation.length());
        });
    }

    @Override
    public long targetRows() {
        return Files.exists(target) ? generation.finishedRows() : 0;
    }

    @Override
    public Absent absent(int samples) {
        List<Column> columns =
                Arrays.stream(key).mapToObj(request.schema()::column).toList();
        return new Absent(0, new RowBatch(new Schema(columns), new Object[0][], new long[0]));
    }

    @Override
    public long deleteAbsent() {
        return 0;
    }

    @Override
    public void finish(Counts counts) {
        io(() -> {
            fence();
            CsvWriter writer = rows == null ? opened(generation.length()) : rows;
            flushed();
            long count = keepOldRows(writer);
            flushed();
            close();
            Path complete = writing.resolve(target.getFileName() + ".new");
            format.render(generation.rows(), complete, sheet);
            try (FileChannel file = FileChannel.open(complete, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            Files.move(complete, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            generation.finish(counts, count);
            return null;
        });
    }

    /** Carries the old rows of kept keys over, unless the new generation has them; gives the number of rows it then holds. */
    private long keepOldRows(CsvWriter writer) throws IOException {
        long count = 0;
        List<Column> columns = CsvFormat.texts(
                request.schema().columns().stream().map(Column::name).toList());
        List<String> names = columns.stream().map(Column::name).toList();
        try (Table fresh = CsvTable.open(
                target.getFileName().toString(),
                TextEncoding.UTF_8.reader(Files.newInputStream(generation.rows())),
                ',',
                0,
                names)) {
            for (Table.Row row = fresh.next(); row != null; row = fresh.next()) {
                kept.remove(key(row));
                count++;
            }
        }
        if (kept.isEmpty() || !Files.exists(target)) {
            return count;
        }
        try (Table old = format.open(target, target.getFileName().toString(), sheet, columns)) {
            for (Table.Row row = old.next(); row != null; row = old.next()) {
                if (kept.contains(key(row))) {
                    writer.writeRecord(Arrays.stream(row.cells())
                            .map(cell -> cell == null ? "" : cell.toString())
                            .toArray(String[]::new));
                    count++;
                }
            }
        }
        return count;
    }

    private List<String> key(Table.Row row) {
        List<String> texts = new ArrayList<>(key.length);
        for (int column : key) {
            Object cell = row.cells()[column];
            texts.add(cell == null ? "" : cell.toString());
        }
        return texts;
    }

    private void fence() throws IOException {
        if (generation.passed(epoch)) {
            throw new HubException(ConnectorError.SUPERSEDED_WRITER, Map.of("job", request.job()));
        }
    }

    private CsvWriter opened(long length) throws IOException {
        fence();
        FileChannel file = FileChannel.open(generation.rows(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(length).position(length);
        channel = file;
        rows = CsvWriter.builder()
                .build(new BufferedWriter(
                        new java.io.OutputStreamWriter(Channels.newOutputStream(file), StandardCharsets.UTF_8),
                        1 << 16));
        return rows;
    }

    /** Everything written so far is durable; gives its length. */
    private long flushed() throws IOException {
        if (rows == null || channel == null) {
            return generation.length();
        }
        rows.flush();
        channel.force(false);
        return channel.position();
    }

    @Override
    public void close() {
        CsvWriter open = rows;
        rows = null;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                throw failed(failed);
            }
        }
    }

    private HubException failed(Exception failed) {
        return new HubException(
                FileError.FOLDER_UNUSABLE,
                Map.of(
                        "connector",
                        connector,
                        "folder",
                        String.valueOf(target.getParent()),
                        "why",
                        failed.getClass().getSimpleName() + ": " + failed.getMessage()),
                failed);
    }

    private <T extends @Nullable Object> T io(Act<T> act) {
        try {
            return act.run();
        } catch (IOException | UncheckedIOException failed) {
            throw failed(failed);
        }
    }

    /** Something that works on files. */
    private interface Act<T extends @Nullable Object> {
        T run() throws IOException;
    }
}
