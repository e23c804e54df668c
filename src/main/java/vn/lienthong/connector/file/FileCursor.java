package vn.lienthong.connector.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.file.TakenFiles.TakenFile;
import vn.lienthong.kernel.ConnectorName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.Text;

/**
 * Reads the taken files one after the other. A part never spans two files, and the part that holds a file's last record moves
 * the position behind the file, once its content is seen to be the same as at the start.
 */
final class FileCursor implements BatchCursor {
    /** Rows are bounded in number by the request and in size by this many characters, so that wide rows fit into memory too. */
    private static final long CHARACTERS = 8L << 20;

    private final Dataset dataset;
    private final String sheet;
    private final TableFormat format;
    private final TakenFiles taken;
    private final List<TakenFile> files;
    private final Schema schema;
    private final int batchRows;
    private final ConnectorName connector;
    private final boolean fromStart;
    private final boolean written;
    private final boolean corrects;

    private FilePosition position;
    private int at;
    private long ordinal;

    private @Nullable Table table;
    private long records;
    private Table.@Nullable Row ahead;

    /**
     * @param written whether a writer of the hub made the files: what it disarmed is given as it was
     * @param corrects whether all of them only correct rows of others
     */
    FileCursor(
            Dataset dataset,
            String sheet,
            TableFormat format,
            TakenFiles taken,
            Schema schema,
            ReadRequest request,
            boolean written,
            boolean corrects) {
        this.written = written;
        this.corrects = corrects;
        this.dataset = dataset;
        this.sheet = sheet;
        this.format = format;
        this.taken = taken;
        this.schema = schema;
        this.batchRows = request.batchRows();
        this.connector = dataset.name().connector();
        this.ordinal = request.firstOrdinal();
        this.fromStart = request.after() == null;
        FilePosition after = request.after() == null ? FilePosition.START : FilePosition.parse(request.after());
        List<String> present = taken.files().stream()
                .map(file -> FilePosition.mark(file.hash()))
                .toList();
        if (!after.current().isEmpty() && !present.contains(after.current())) {
            throw new HubException(
                    ConnectorError.POSITION_UNUSABLE,
                    Map.of("dataset", dataset.name(), "why", "the file it stopped in is gone or was replaced"));
        }
        // the file it stopped in comes first, whatever lies beside it now
        this.files = taken.files().stream()
                .sorted(Comparator.comparing(
                        file -> !FilePosition.mark(file.hash()).equals(after.current())))
                .toList();
        this.position = new FilePosition(
                after.done().stream().filter(present::contains).toList(), after.current(), after.records());
    }

    @Override
    public @Nullable Part next() {
        while (at < files.size()) {
            TakenFile file = files.get(at);
            try {
                if (table == null && position.passed(file.hash())) {
                    at++;
                    continue;
                }
                Table open = table == null ? open(file) : table;
                return part(file, open);
            } catch (IOException | UncheckedIOException failed) {
                throw unreadable(file, failed);
            }
        }
        return null;
    }

    private Table open(TakenFile file) throws IOException {
        boolean resumed = position.current().equals(FilePosition.mark(file.hash()));
        long skip = resumed ? position.records() : 0;
        Table opened = format.open(file.path(), file.name(), sheet, schema.columns());
        table = opened;
        for (records = 0; records < skip; records++) {
            if (opened.next() == null) {
                throw changed(file);
            }
        }
        ahead = opened.next();
        return opened;
    }

    private Part part(TakenFile file, Table open) throws IOException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        long[] ordinals = new long[16];
        List<Rejection> unreadable = new ArrayList<>();
        long characters = 0;
        boolean answer = open.corrects();
        while (ahead != null && rows.size() + unreadable.size() < batchRows && characters < CHARACTERS) {
            Table.Flaw flaw = ahead.flaw();
            if (answer && flaw == null && Arrays.stream(ahead.cells()).allMatch(Objects::isNull)) {
                // only the reason stands there: of a row that could not be read
                records++;
                ahead = open.next();
                continue;
            }
            if (flaw == null) {
                if (rows.size() == ordinals.length) {
                    ordinals = Arrays.copyOf(ordinals, 2 * ordinals.length);
                }
                ordinals[rows.size()] = ordinal;
                rows.add(written || answer ? armed(ahead.cells()) : ahead.cells());
                characters += size(ahead.cells());
            } else {
                unreadable.add(new Rejection(-1, ordinal, null, flaw.valueClass(), flaw.code(), flaw.reason()));
            }
            ordinal++;
            records++;
            ahead = open.next();
        }
        position = ahead == null ? finished(file) : position.within(file.hash(), records);
        RowBatch batch = new RowBatch(schema, rows.toArray(new Object[0][]), Arrays.copyOf(ordinals, rows.size()));
        return new Part(batch, unreadable, position.position());
    }

    private static @Nullable Object[] armed(@Nullable Object[] cells) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] instanceof String text) {
                cells[i] = CellText.armed(text);
            }
        }
        return cells;
    }

    private static long size(@Nullable Object[] cells) {
        long size = 0;
        for (Object cell : cells) {
            size += cell instanceof String text ? text.length() + 20 : 20;
        }
        return size;
    }

    private FilePosition finished(TakenFile file) throws IOException {
        close();
        if (!Fingerprint.of(file.path()).equals(file.hash())) {
            throw changed(file);
        }
        at++;
        return position.after(file.hash());
    }

    private HubException changed(TakenFile file) {
        return new HubException(FileError.FILE_CHANGED, Map.of("file", file.name(), "connector", connector));
    }

    private HubException unreadable(TakenFile file, Exception failed) {
        return new HubException(
                FileError.FILE_UNREADABLE,
                Map.of("file", file.name(), "connector", connector, "why", String.valueOf(failed.getMessage())),
                failed);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public OptionalLong expected() {
        Long estimate = dataset.rowEstimate();
        return estimate == null ? OptionalLong.empty() : OptionalLong.of(estimate);
    }

    @Override
    public Optional<Text> caveat() {
        return taken.remark();
    }

    @Override
    public boolean corrects() {
        return corrects;
    }

    @Override
    public boolean nothingNew() {
        return files.isEmpty() && fromStart;
    }

    @Override
    public void close() {
        Table open = table;
        table = null;
        ahead = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                // the file is only read; what could be read has been
                throw new UncheckedIOException(failed);
            }
        }
    }
}
