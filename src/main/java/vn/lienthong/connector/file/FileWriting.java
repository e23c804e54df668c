package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Checkpoint;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Text;

/**
 * Writes a file as if it were a table with a key. The changes of a run are collected beside the file, which stands untouched until
 * the run is finished; then the new file takes its place in one rename, so that readers never see half of it.
 */
final class FileWriting implements Writer {
    private final ConnectorName connector;
    private final WriteRequest request;
    private final TableFormat format;
    private final Clock clock;
    private final String sheet;
    private final Path target;
    private final Elsewhere elsewhere;
    private final Path writing;
    private final Generation generation;

    private @Nullable PendingFile pending;
    private long epoch;
    private boolean knowsEveryKey;

    private FileWriting(
            ConnectorName connector,
            DropFolder folder,
            TableFormat format,
            Path target,
            String sheet,
            WriteRequest request,
            Clock clock)
            throws IOException {
        this.connector = connector;
        this.request = request;
        this.format = format;
        this.clock = clock;
        this.sheet = sheet;
        this.target = target;
        this.elsewhere = folder.elsewhere();
        this.writing = folder.own(".writing");
        this.generation = new Generation(writing, target, elsewhere, request.job());
        this.knowsEveryKey = request.compareOnly();
    }

    static FileWriting open(
            ConnectorName connector,
            DropFolder folder,
            String name,
            TableFormat format,
            Dataset dataset,
            WriteRequest request,
            Clock clock)
            throws IOException {
        Text why = format.unwritable();
        if (name.matches(".*[*?\\[{/\\\\].*") || !name.endsWith(format.ending())) {
            why = new Text(
                    "\"" + name + "\" không phải tên một tệp kết thúc bằng " + format.ending(),
                    "\"" + name + "\" does not name one file that ends in " + format.ending());
        }
        if (why != null) {
            throw new HubException(ConnectorError.WRITE_MODE_UNSUPPORTED, Map.of("connector", connector, "why", why));
        }
        Path target = folder.folder().resolve(name);
        folder.elsewhere().standing(target);
        refuseOtherSheets(format, target);
        return new FileWriting(connector, folder, format, target, dataset.from(), request, clock);
    }

    private static void refuseOtherSheets(TableFormat format, Path target) throws IOException {
        if (format.sheets() && !PlainFile.isNothing(target)) {
            List<String> sheets = format.sheetsOf(target, target.getFileName().toString());
            if (sheets.size() > 1) {
                throw new HubException(
                        FileError.SHEETS_LOST,
                        Map.of("file", target.getFileName(), "sheets", String.join(", ", sheets)));
            }
        }
    }

    @Override
    public boolean keepsCheckpoint() {
        return true;
    }

    @Override
    public boolean showsAtOnce() {
        return false;
    }

    @Override
    public Checkpoint takeOver() {
        return alone(() -> {
            closePending();
            Checkpoint checkpoint = generation.takeOver();
            epoch = checkpoint.epoch();
            knowsEveryKey = false;
            return checkpoint;
        });
    }

    @Override
    public void begin(long run, @Nullable Position position, @Nullable String schema) {
        alone(() -> {
            fence();
            closePending();
            generation.begin(run, position, schema, elsewhere.identity(target));
            knowsEveryKey = true;
            return null;
        });
    }

    @Override
    public WriteResult write(Batch batch) {
        return io(() -> pending().write(batch));
    }

    @Override
    public void keep(Batch rows) {
        io(() -> {
            pending().keep(rows);
            return null;
        });
    }

    @Override
    public boolean knowsEveryKey() {
        return knowsEveryKey;
    }

    @Override
    public void commit(@Nullable Position position, Counts counts) {
        if (request.compareOnly()) {
            return;
        }
        alone(() -> {
            fence();
            PendingFile file = pending();
            generation.commit(position, counts, file.force(), file.standing().identity());
            return null;
        });
    }

    @Override
    public void rollback() {
        io(() -> {
            knowsEveryKey &= pending == null;
            closePending();
            return null;
        });
    }

    @Override
    public long targetRows() {
        return io(() -> pending().rows());
    }

    @Override
    public Absent absent(int samples) {
        return io(() -> pending().absent(samples));
    }

    @Override
    public long deleteAbsent() {
        return io(() ->
                request.compareOnly() ? pending().absent(0).count() : pending().removeAbsent());
    }

    @Override
    public void finish(Counts counts) {
        if (request.compareOnly()) {
            return;
        }
        io(() -> {
            PendingFile file = pending();
            file.standing().needSame();
            file.force();
            try (TableSink sink =
                    format.sink(generation.complete(), sheet, file.standing().names())) {
                file.writeTo(sink, clock);
            }
            try (FileChannel complete = FileChannel.open(generation.complete(), StandardOpenOption.WRITE)) {
                complete.force(true);
            }
            return null;
        });
        alone(() -> {
            fence();
            swap(counts);
            return null;
        });
    }

    private void swap(Counts counts) throws IOException {
        StandingFile before = pending().standing();
        before.needSame();
        closePending();
        if (!generation.finish(counts, before.identity())) {
            throw before.replaced();
        }
    }

    /** The file as it will be, its standing rows known and the changes of this run taken up. */
    private PendingFile pending() throws IOException {
        if (pending == null) {
            StandingFile standing = StandingFile.of(target, elsewhere, format, sheet, request.schema());
            ChangeLog log = null;
            if (!request.compareOnly()) {
                fence();
                log = ChangeLog.open(generation.changes(), generation.length());
            }
            pending = new PendingFile(request, standing, format, writing, log);
        }
        return pending;
    }

    private void fence() throws IOException {
        if (generation.passed(epoch)) {
            throw new HubException(ConnectorError.SUPERSEDED_WRITER, Map.of("job", request.job()));
        }
    }

    @Override
    public void close() {
        io(() -> {
            closePending();
            return null;
        });
    }

    private void closePending() throws IOException {
        PendingFile open = pending;
        pending = null;
        if (open != null) {
            open.close();
        }
    }

    /** Does something that no other writer of this file may do at the same time. */
    private <T extends @Nullable Object> T alone(FileAct<T> act) {
        return io(() -> TargetLock.alone(writing.resolve(target.getFileName() + ".lock"), act));
    }

    private <T extends @Nullable Object> T io(FileAct<T> act) {
        try {
            return act.run();
        } catch (IOException | UncheckedIOException failed) {
            throw new HubException(
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
    }
}
