package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer.Absent;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/**
 * A file as it will be: as it stands, and the changes of a run. Which rows are new or differ is told by an index of the standing
 * file; the changes are collected in a log. Rows are never held, so a file may be larger than memory.
 */
final class PendingFile implements AutoCloseable {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final WriteRequest request;
    private final StandingFile standing;
    private final TableFormat format;
    private final RowTexts texts;
    private final @Nullable ChangeLog log;
    private final @Nullable KeyIndex index;
    private final RowLayout layout;
    private final boolean replaces;
    private long stood;
    private long inScope;
    private long outside;

    /** @param log what the run has changed so far; null where it only compares */
    PendingFile(WriteRequest request, StandingFile standing, TableFormat format, Path working, @Nullable ChangeLog log)
            throws IOException {
        this.request = request;
        this.standing = standing;
        this.format = format;
        this.log = log;
        this.texts = new RowTexts(request.key(), format.longest());
        this.layout = new RowLayout(request, standing);
        this.replaces = request.mode() == Mode.REPLACE && log != null;
        boolean keyed = !request.key().isEmpty() && request.mode() != Mode.APPEND;
        this.index = keyed ? new KeyIndex(working) : null;
        standing.rows(request.mode() != Mode.REPLACE, this::stands);
        this.stood = inScope;
        if (log != null) {
            log.forEach(this::changed);
        }
    }

    private void stands(String[] row) throws IOException {
        boolean mine = layout.inScope(row);
        inScope += mine ? 1 : 0;
        outside += mine ? 0 : 1;
        if (index != null) {
            KeyIndex.Mark of = index.mark(layout.standingKey(row));
            long known = index.find(of);
            long place = index.place(of);
            index.row(place, index.mark(layout.content(row)), 0);
            index.set(
                    place,
                    (mine ? KeyFlags.HELD : KeyFlags.OUTSIDE)
                            | (known >= 0 ? KeyFlags.TWICE : 0)
                            | (layout.marked(row) ? KeyFlags.MARKED : 0));
        }
    }

    /** Takes up a change of the log after a resume. */
    private void changed(long offset, ChangeLog.Kind kind, String[] row) throws IOException {
        if (index == null) {
            inScope++;
            return;
        }
        switch (kind) {
            case ROW -> note(index.mark(layout.key(row)), index.mark(row), offset);
            case GONE -> gone(index.place(index.mark(row)));
            case MARKED -> index.set(index.place(index.mark(row)), KeyFlags.MARKING);
        }
    }

    private void gone(long place) {
        inScope--;
        index().clear(place, KeyFlags.WRITTEN);
        index().set(place, KeyFlags.GONE);
    }

    /** Notes a row of the log. */
    private void note(KeyIndex.Mark of, KeyIndex.Mark row, long offset) throws IOException {
        KeyIndex keys = index();
        long place = keys.place(of);
        int flags = keys.flags(place);
        boolean fresh =
                (flags & (KeyFlags.HELD | KeyFlags.OUTSIDE | KeyFlags.WRITTEN)) == 0 || (flags & KeyFlags.GONE) != 0;
        inScope += fresh ? 1 : 0;
        keys.row(place, row, offset);
        keys.clear(place, KeyFlags.GONE | KeyFlags.MARKING);
        keys.set(place, KeyFlags.WRITTEN | KeyFlags.SEEN);
    }

    WriteResult write(Batch batch) throws IOException {
        Verdict[] verdicts = new Verdict[batch.size()];
        List<Rejection> rejected = new ArrayList<>();
        String[][] rows = new String[batch.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = texts.of(batch, row);
        }
        KeyIndex.@Nullable Mark[] keys = keys(rows);
        boolean[] superseded = superseded(keys);
        for (int row = 0; row < rows.length; row++) {
            Rejection refused = superseded[row] ? null : texts.refusal(batch, row, rows[row]);
            if (refused != null) {
                rejected.add(refused);
                verdicts[row] = Verdict.REJECTED;
            } else {
                verdicts[row] = superseded[row] ? Verdict.SUPERSEDED : written(rows[row], keys[row]);
            }
        }
        return new WriteResult(verdicts, rejected);
    }

    private KeyIndex.@Nullable Mark[] keys(String[][] rows) {
        KeyIndex.@Nullable Mark[] keys = new KeyIndex.Mark[rows.length];
        for (int row = 0; row < rows.length && index != null; row++) {
            keys[row] = index.mark(layout.key(rows[row]));
        }
        return keys;
    }

    /** Of rows with one key in a batch, all but the last. */
    private static boolean[] superseded(KeyIndex.@Nullable Mark[] keys) {
        boolean[] superseded = new boolean[keys.length];
        Set<KeyIndex.Mark> later = new HashSet<>();
        for (int row = keys.length - 1; row >= 0; row--) {
            superseded[row] = keys[row] != null && !later.add(keys[row]);
        }
        return superseded;
    }

    private Verdict written(String[] row, KeyIndex.@Nullable Mark of) throws IOException {
        if (index == null || of == null) {
            add(ChangeLog.Kind.ROW, row);
            inScope++;
            room();
            return Verdict.INSERTED;
        }
        KeyIndex.Mark content = index.mark(row);
        long place = index.find(of);
        int flags = place < 0 ? KeyFlags.GONE : index.flags(place);
        boolean stands = (flags & KeyFlags.GONE) == 0 && (!replaces || (flags & KeyFlags.WRITTEN) != 0);
        if (stands
                && index.holds(place, content)
                && (flags & (KeyFlags.TWICE | KeyFlags.MARKED | KeyFlags.MARKING)) == 0) {
            index.set(place, KeyFlags.SEEN);
            return Verdict.UNCHANGED;
        }
        note(of, content, add(ChangeLog.Kind.ROW, row));
        index.clear(index.find(of), KeyFlags.TWICE | KeyFlags.MARKED);
        room();
        return stands ? Verdict.UPDATED : Verdict.INSERTED;
    }

    /** Says that the table cannot hold so many rows while the standing file is still whole. */
    private void room() {
        if (!replaces && inScope + outside > format.mostRows()) {
            throw WorkbookSink.full(standing.path());
        }
    }

    private long add(ChangeLog.Kind kind, String[] row) throws IOException {
        return log == null ? 0 : log.add(kind, row);
    }

    void keep(Batch given) throws IOException {
        if (index == null) {
            return;
        }
        int[] positions =
                request.key().stream().mapToInt(given.schema()::position).toArray();
        for (int row = 0; row < given.size(); row++) {
            String[] of = new String[positions.length];
            for (int i = 0; i < of.length; i++) {
                of[i] = CellText.of(given.value(row, positions[i]));
            }
            long place = index.find(index.mark(of));
            if (place >= 0) {
                index.set(place, KeyFlags.SEEN);
            }
        }
    }

    /** How many rows the run's part of the file has now. */
    long rows() {
        return replaces ? stood : inScope;
    }

    Absent absent(int samples) throws IOException {
        long count = index().count(KeyFlags::absent);
        List<@Nullable Object[]> keys = new ArrayList<>();
        if (samples > 0 && count > 0) {
            standing.rows(false, row -> {
                if (keys.size() < samples && KeyFlags.absent(index().flags(layout.place(index(), row)))) {
                    keys.add(Arrays.stream(layout.standingKey(row))
                            .map(CellText::armed)
                            .toArray());
                }
            });
        }
        Schema schema = new Schema(CsvFormat.texts(request.key()));
        return new Absent(count, RowBatch.of(schema, keys, 1));
    }

    /** Takes away or marks, in the log, what the source no longer has; gives how many keys. */
    long removeAbsent() throws IOException {
        if (replaces || request.deletes() == Deletes.KEEP) {
            return absent(0).count();
        }
        long[] count = {0};
        standing.rows(true, row -> {
            long place = layout.place(index(), row);
            if (KeyFlags.absent(index().flags(place))) {
                count[0]++;
                add(layout.marks() ? ChangeLog.Kind.MARKED : ChangeLog.Kind.GONE, layout.standingKey(row));
                if (layout.marks()) {
                    index().set(place, KeyFlags.MARKING);
                } else {
                    gone(place);
                }
            }
        });
        return count[0];
    }

    /** Writes the new file. */
    void writeTo(TableSink sink, Clock clock) throws IOException {
        String today = LocalDate.ofInstant(clock.instant(), ZONE).toString();
        new NewFile(standing, layout, log(), index, replaces).writeTo(sink, today);
    }

    private KeyIndex index() {
        if (index == null) {
            throw new IllegalStateException("rows that are only appended have no keys");
        }
        return index;
    }

    private ChangeLog log() {
        if (log == null) {
            throw new IllegalStateException("a comparison changes nothing");
        }
        return log;
    }

    /** Everything collected so far is durable; gives how many bytes it takes. */
    long force() throws IOException {
        return log().force();
    }

    StandingFile standing() {
        return standing;
    }

    @Override
    public void close() throws IOException {
        if (index != null) {
            index.close();
        }
        if (log != null) {
            log.close();
        }
    }
}
