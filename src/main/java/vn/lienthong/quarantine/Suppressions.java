package vn.lienthong.quarantine;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.lienthong.kernel.JobName;

/**
 * Rows that jobs leave out because their person was erased. They are known by keyed hashes, of the target key or of the value that
 * identifies the person in the source; what was erased itself is kept nowhere.
 */
public final class Suppressions {
    /** In the place of a column's name: the mark is that of the target key. */
    private static final String KEY = "";

    private final JdbcClient state;
    private final MarkSecret markSecret;
    private final Clock clock;

    Suppressions(JdbcClient state, MarkSecret markSecret, Clock clock) {
        this.state = state;
        this.markSecret = markSecret;
        this.clock = clock;
    }

    private record Mark(String column, byte[] mark) {}

    /** What a job leaves out now; nothing for most jobs. Asked once a run, when its target is taken over. */
    public SuppressedRows of(JobName job) {
        List<Mark> marks = state.sql(
                        "select column_name, mark from quarantine_suppressions where job = :job and lifted_at is null")
                .param("job", job.value())
                .query((row, number) -> new Mark(row.getString(1), row.getBytes(2)))
                .list();
        if (marks.isEmpty()) {
            return SuppressedRows.NONE;
        }
        Map<String, List<byte[]>> byColumn = marks.stream()
                .collect(Collectors.groupingBy(
                        Mark::column, Collectors.mapping(Mark::mark, Collectors.toCollection(ArrayList::new))));
        List<byte[]> keys = byColumn.getOrDefault(KEY, List.of());
        byColumn.remove(KEY);
        return new SuppressedRows(markSecret.marks(), keys, byColumn);
    }

    /** From now on the job leaves out rows with these target keys. */
    public void keys(JobName job, long erasure, Collection<String> keys) {
        Marks marks = markSecret.marks();
        keys.forEach(key -> add(job, KEY, marks.of(key), erasure));
    }

    /** The same for keys of which only the mark is known. */
    public void marks(JobName job, long erasure, Collection<byte[]> marks) {
        marks.forEach(mark -> add(job, KEY, mark, erasure));
    }

    /** From now on the job leaves out rows of its source that have the value in one of these columns. */
    public void values(JobName job, long erasure, Collection<String> columns, Sought sought) {
        Marks marks = markSecret.marks();
        columns.forEach(column ->
                add(job, column, marks.of(Sought.mark(column, sought.value().reveal())), erasure));
    }

    private void add(JobName job, String column, byte[] mark, long erasure) {
        state.sql("""
                        insert into quarantine_suppressions (job, column_name, mark, erasure, created_at)
                        values (:job, :column, :mark, :erasure, :now)
                        on conflict (job, column_name, mark, erasure) do update set lifted_at = null
                        """)
                .param("job", job.value())
                .param("column", column)
                .param("mark", mark)
                .param("erasure", erasure)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Lets rows come in again that were left out because of an erasure; gives the number of marks. */
    public int lift(long erasure) {
        return state.sql("""
                        update quarantine_suppressions set lifted_at = :now where erasure = :erasure and lifted_at is null
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("erasure", erasure)
                .update();
    }

    /** The jobs that leave rows out because of an erasure, by name. */
    public List<String> jobs(long erasure) {
        return state.sql("""
                        select distinct job from quarantine_suppressions where erasure = :erasure and lifted_at is null
                        order by job
                        """).param("erasure", erasure).query(String.class).list();
    }
}
