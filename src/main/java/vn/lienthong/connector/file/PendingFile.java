package vn.lienthong.connector.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteRequest.Deletes;
import vn.lienthong.connector.WriteRequest.Mode;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer.Absent;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;

/**
 * A file as it will be: as it stands, and the changes of a run. Which rows are new or differ is told by an index of the standing
 * file; the changes are collected in a log. Rows are never held, so a file may be larger than memory.
 */
final class PendingFile implements AutoCloseable {
    /** The standing file has the key, within the run's part of it. */
    private static final int HELD = 1;
    /** The standing file has the key, outside the run's part. */
    private static final int OUTSIDE = 2;
    /** The standing file has the key in several rows. */
    private static final int TWICE = 4;
    /** The standing row is marked as gone. */
    private static final int MARKED = 8;
    /** The source has the key. */
    private static final int SEEN = 16;
    /** The log has a row of the key. */
    private static final int WRITTEN = 32;
    /** The log takes the key away. */
    private static final int GONE = 64;
    /** The log marks the key as gone. */
    private static final int MARKING = 128;
    /** The new file has the key's row. */
    private static final int PLACED = 256;

    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private final WriteRequest request;
    private final StandingFile standing;
    private final TableFormat format;
    private final RowTexts texts;
    private final @Nullable ChangeLog log;
    private final @Nullable KeyIndex index;
    private final int[] columns;
    private final int[] key;
    private final int[] standingKey;
    private final int mark;
    private final Map<Integer, String> scope = new HashMap<>();
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
        this.columns = standing.positions(names(request.schema()));
        this.key = request.key().stream().mapToInt(request.schema()::position).toArray();
        this.standingKey = standing.positions(request.key());
        this.mark = request.deletes() == Deletes.MARK ? standing.needed(String.valueOf(request.markColumn())) : -1;
        this.replaces = request.mode() == Mode.REPLACE && log != null;
        request.scope().forEach((column, value) -> scope.put(standing.needed(column), CellText.of(value)));
        boolean keyed = key.length > 0 && request.mode() != Mode.APPEND;
        this.index = keyed ? new KeyIndex(working) : null;
        standing.rows(request.mode() != Mode.REPLACE, this::stands);
        this.stood = inScope;
        if (log != null) {
            log.forEach(this::changed);
        }
    }

    private static List<String> names(Schema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    private void stands(String[] row) throws IOException {
        boolean mine = inScope(row);
        inScope += mine ? 1 : 0;
        outside += mine ? 0 : 1;
        if (index != null) {
            KeyIndex.Mark of = index.mark(picked(row, standingKey));
            long known = index.find(of);
            long place = index.place(of);
            index.row(place, index.mark(picked(row, columns)), 0);
            index.set(place, (mine ? HELD : OUTSIDE) | (known >= 0 ? TWICE : 0) | (marked(row) ? MARKED : 0));
        }
    }

    private boolean marked(String[] row) {
        return mark >= 0 && !row[mark].isBlank() && !row[mark].equals("false") && !row[mark].equals("0");
    }

    private boolean inScope(String[] row) {
        return scope.entrySet().stream().allMatch(part -> row[part.getKey()].equals(part.getValue()));
    }

    private static String[] picked(String[] row, int[] positions) {
        String[] picked = new String[positions.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = row[positions[i]];
        }
        return picked;
    }

    /** Takes up a change of the log after a resume. */
    private void changed(long offset, ChangeLog.Kind kind, String[] row) throws IOException {
        if (index == null) {
            inScope++;
            return;
        }
        switch (kind) {
            case ROW -> note(index.mark(picked(row, key)), index.mark(row), offset);
            case GONE -> gone(index.place(index.mark(row)));
            case MARKED -> index.set(index.place(index.mark(row)), MARKING);
        }
    }

    private void gone(long place) {
        inScope--;
        index().clear(place, WRITTEN);
        index().set(place, GONE);
    }

    /** Notes a row of the log; gives whether the key is new. */
    private boolean note(KeyIndex.Mark of, KeyIndex.Mark row, long offset) throws IOException {
        KeyIndex keys = index();
        long place = keys.place(of);
        int flags = keys.flags(place);
        boolean fresh = (flags & (HELD | OUTSIDE | WRITTEN)) == 0 || (flags & GONE) != 0;
        inScope += fresh ? 1 : 0;
        keys.row(place, row, offset);
        keys.clear(place, GONE | MARKING);
        keys.set(place, WRITTEN | SEEN);
        return fresh;
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
            keys[row] = index.mark(picked(rows[row], key));
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
        int flags = place < 0 ? GONE : index.flags(place);
        boolean stands = (flags & GONE) == 0 && (!replaces || (flags & WRITTEN) != 0);
        if (stands && index.holds(place, content) && (flags & (TWICE | MARKED | MARKING)) == 0) {
            index.set(place, SEEN);
            return Verdict.UNCHANGED;
        }
        note(of, content, add(ChangeLog.Kind.ROW, row));
        index.clear(index.find(of), TWICE | MARKED);
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
                index.set(place, SEEN);
            }
        }
    }

    /** How many rows the run's part of the file has now. */
    long rows() {
        return replaces ? stood : inScope;
    }

    Absent absent(int samples) throws IOException {
        long count = index().count(PendingFile::isAbsent);
        List<@Nullable Object[]> keys = new ArrayList<>();
        if (samples > 0 && count > 0) {
            standing.rows(false, row -> {
                if (keys.size() < samples && isAbsent(index().flags(place(row)))) {
                    keys.add(Arrays.stream(picked(row, standingKey))
                            .map(CellText::armed)
                            .toArray());
                }
            });
        }
        Schema schema = new Schema(CsvFormat.texts(request.key()));
        return new Absent(count, RowBatch.of(schema, keys, 1));
    }

    private static boolean isAbsent(int flags) {
        return (flags & HELD) != 0 && (flags & (SEEN | WRITTEN | GONE | MARKED | MARKING)) == 0;
    }

    /** Takes away or marks, in the log, what the source no longer has; gives how many keys. */
    long removeAbsent() throws IOException {
        if (replaces || request.deletes() == Deletes.KEEP) {
            return absent(0).count();
        }
        long[] count = {0};
        standing.rows(true, row -> {
            long place = place(row);
            if (isAbsent(index().flags(place))) {
                count[0]++;
                add(mark < 0 ? ChangeLog.Kind.GONE : ChangeLog.Kind.MARKED, picked(row, standingKey));
                if (mark < 0) {
                    gone(place);
                } else {
                    index().set(place, MARKING);
                }
            }
        });
        return count[0];
    }

    /** Writes the new file; gives how many rows the run's part of it has. */
    long writeTo(TableSink sink, Clock clock) throws IOException {
        long[] count = {0};
        if (replaces) {
            newRows(sink, count);
        }
        String today = LocalDate.ofInstant(clock.instant(), ZONE).toString();
        standing.rows(!replaces, row -> {
            String[] kept = kept(row, today);
            if (kept != null) {
                sink.row(kept);
                count[0] += inScope(kept) ? 1 : 0;
            }
        });
        if (!replaces) {
            newRows(sink, count);
        }
        return count[0];
    }

    /** What becomes of a standing row; null where it goes. */
    private String @Nullable [] kept(String[] row, String today) throws IOException {
        if (index == null) {
            return replaces && inScope(row) ? null : row;
        }
        long place = place(row);
        int flags = index.flags(place);
        boolean leaves = (flags & (GONE | PLACED)) != 0 || replaces && (flags & SEEN) == 0 && inScope(row);
        if (leaves || replaces && (flags & WRITTEN) != 0) {
            return null;
        }
        if ((flags & WRITTEN) != 0) {
            index.set(place, PLACED);
            return merged(row, log().texts(index.offset(place)));
        }
        if ((flags & MARKING) != 0) {
            row[mark] = today;
        }
        return row;
    }

    private void newRows(TableSink sink, long[] count) throws IOException {
        String[] none = new String[standing.names().size()];
        Arrays.fill(none, "");
        log().forEach((offset, kind, row) -> {
            if (kind == ChangeLog.Kind.ROW && isLast(row, offset)) {
                String[] merged = merged(none.clone(), row);
                sink.row(merged);
                count[0] += inScope(merged) ? 1 : 0;
            }
        });
    }

    /** Whether the row is its key's last and not yet in the new file. */
    private boolean isLast(String[] row, long offset) {
        if (index == null) {
            return true;
        }
        long place = index.find(index.mark(picked(row, key)));
        return index.offset(place) == offset && (index.flags(place) & (WRITTEN | PLACED)) == WRITTEN;
    }

    private String[] merged(String[] row, String[] written) {
        if (mark >= 0) {
            row[mark] = "";
        }
        for (int i = 0; i < columns.length; i++) {
            row[columns[i]] = written[i];
        }
        return row;
    }

    private long place(String[] row) {
        long place = index().find(index().mark(picked(row, standingKey)));
        if (place < 0) {
            throw standing.replaced();
        }
        return place;
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
