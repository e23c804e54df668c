package vn.lienthong.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.lienthong.kernel.JobName;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.HeldRow;
import vn.lienthong.quarantine.QuarantineDesk;

/** Held rows that were refused for the same thing: the same field, the same reason, and the same value in what it is made of. */
@Component
class SimilarRows {
    /** So many rows of a group are looked at; who has more takes the workbook. */
    private static final int MOST = 2000;

    private final SyncJobs jobs;
    private final QuarantineDesk desk;

    SimilarRows(SyncJobs jobs, QuarantineDesk desk) {
        this.jobs = jobs;
        this.desk = desk;
    }

    /** The source columns a row was refused for; none where its job is gone or the reason is about the whole row. */
    Set<String> bad(HeldRow row, List<Cell> cells) {
        List<String> columns = cells.stream().map(Cell::column).toList();
        return jobs.find(new JobName(row.job()))
                .map(job -> BadColumns.of(job, row, columns))
                .orElse(Set.of());
    }

    /** The other rows like it that wait for the same agency. */
    List<Long> of(HeldRow row) {
        List<Cell> cells = desk.cells(row.id());
        Set<String> bad = bad(row, cells);
        if (bad.isEmpty() || !row.state().equals("held")) {
            return List.of();
        }
        Map<String, Optional<Object>> same = values(cells, bad);
        List<Long> similar = new ArrayList<>();
        desk.each(row.job(), row.code(), List.of(row.agency()), MOST, (other, others) -> {
            boolean alike =
                    other.id() != row.id() && String.valueOf(other.field()).equals(String.valueOf(row.field()));
            if (alike && values(others, bad).equals(same)) {
                similar.add(other.id());
            }
        });
        return similar;
    }

    private static Map<String, Optional<Object>> values(List<Cell> cells, Set<String> columns) {
        return cells.stream()
                .filter(cell -> columns.contains(cell.column()))
                .collect(Collectors.toMap(Cell::column, cell -> Optional.ofNullable(cell.value())));
    }

    /** Of somebody's changes those that are about what the rows have in common. */
    static Map<String, @Nullable String> shared(Map<String, @Nullable String> changes, Set<String> bad) {
        Map<String, @Nullable String> shared = new LinkedHashMap<>(changes);
        shared.keySet().retainAll(bad);
        return shared;
    }
}
