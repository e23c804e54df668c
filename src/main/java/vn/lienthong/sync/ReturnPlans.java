package vn.lienthong.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.lienthong.agency.HandedTables;
import vn.lienthong.kernel.Act;
import vn.lienthong.kernel.AgencyCode;
import vn.lienthong.kernel.Caller;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.Text;
import vn.lienthong.quarantine.Cell;
import vn.lienthong.quarantine.EditedRows;
import vn.lienthong.quarantine.HeldRow;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.Returned;
import vn.lienthong.quarantine.ReturnedRows;
import vn.lienthong.quarantine.TaggedRows;

/** Finds out what a correction workbook that came back would do. Nothing is written; both ends of the job are opened. */
class ReturnPlans {
    private static final int MOST_FAULTS = 500;
    private static final int BATCH = 500;
    /** Systems that rules ask may be slow, and somebody waits for the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HandedTables tables;
    private final TaggedRows tagged;
    private final QuarantineDesk desk;
    private final SyncJobs jobs;
    private final RunTools tools;

    ReturnPlans(HandedTables tables, TaggedRows tagged, QuarantineDesk desk, SyncJobs jobs, RunTools tools) {
        this.tables = tables;
        this.tagged = tagged;
        this.desk = desk;
        this.jobs = jobs;
        this.tools = tools;
    }

    /** What it would do, and to which job's rows. */
    record Plan(JobName job, ReturnedRows.Said said) {}

    /**
     * Reads a file as somebody who may correct rows: those of other agencies are unknown to him.
     *
     * @throws HubException CONFIGURATION where the file as a whole cannot be used
     */
    Plan read(Caller caller, String file, byte[] bytes) {
        ReturnedTable table = new ReturnedTable(tables, file, bytes);
        Map<String, HeldRow> rows = tagged.find(new HashSet<>(table.tags()));
        rows.values().removeIf(row -> !caller.may(Act.CORRECT_HELD_ROWS, new AgencyCode(row.agency())));
        Set<String> ofJobs = rows.values().stream().map(HeldRow::job).collect(Collectors.toSet());
        if (ofJobs.isEmpty()) {
            throw new HubException(SyncError.RETURN_NO_ROWS, Map.of("file", file));
        }
        if (ofJobs.size() > 1) {
            throw new HubException(
                    SyncError.RETURN_SEVERAL_JOBS, Map.of("file", file, "jobs", String.join(", ", ofJobs)));
        }
        SyncJob job = jobs.get(new JobName(ofJobs.iterator().next()));
        return new Plan(job.name(), new Reading(job, rows).of(table));
    }

    /** One workbook's lines, one after the other. */
    private final class Reading {
        private final SyncJob job;
        private final Map<String, HeldRow> rows;
        private final Map<Long, List<Cell>> cells;
        private final Map<Long, Returned.Line> changed = new LinkedHashMap<>();
        private final List<Returned.Fault> faults = new ArrayList<>();
        private int unchanged;
        private int settled;
        private int unknown;
        private int faulty;

        Reading(SyncJob job, Map<String, HeldRow> rows) {
            this.job = job;
            this.rows = rows;
            this.cells = desk.cells(rows.values().stream()
                    .filter(row -> row.state().equals("held"))
                    .map(HeldRow::id)
                    .toList());
        }

        ReturnedRows.Said of(ReturnedTable table) {
            Set<String> columns = new LinkedHashSet<>();
            cells.values().forEach(row -> row.forEach(cell -> columns.add(cell.column())));
            List<ReturnedTable.Line> lines = table.read(columns);
            Map<String, Long> times =
                    lines.stream().collect(Collectors.groupingBy(ReturnedTable.Line::tag, Collectors.counting()));
            for (ReturnedTable.Line line : lines) {
                HeldRow row = rows.get(line.tag());
                if (row == null) {
                    unknown++;
                } else if (times.get(line.tag()) > 1) {
                    fault(line.place(), row.id(), TWICE);
                } else if (!row.state().equals("held")) {
                    settled++;
                } else if (line.flaw() != null) {
                    fault(line.place(), row.id(), line.flaw());
                } else {
                    look(line, row);
                }
            }
            tryAll();
            return new ReturnedRows.Said(List.copyOf(changed.values()), unchanged, settled, unknown, faulty, faults);
        }

        private void look(ReturnedTable.Line line, HeldRow row) {
            Map<String, @Nullable String> changes = new LinkedHashMap<>();
            try {
                for (Cell cell : cells.getOrDefault(row.id(), List.of())) {
                    String given = line.cells().get(cell.column());
                    if (given != null) {
                        new ReturnedCell(cell).change(given).ifPresent(text -> changes.put(cell.column(), text));
                    }
                }
            } catch (ReturnedCell.Unusable unusable) {
                fault(line.place(), row.id(), unusable.why());
                return;
            }
            if (changes.isEmpty()) {
                unchanged++;
            } else {
                changed.put(row.id(), new Returned.Line(row.id(), line.place(), changes, null));
            }
        }

        /** Rows that would still be refused are left as they are: their owner mends them once more. */
        private void tryAll() {
            if (changed.isEmpty()) {
                return;
            }
            Clock clock = tools.clock();
            Instant until = clock.instant().plus(PATIENCE);
            try (Flow flow = Flow.open(job, 0, clock.instant().atOffset(ZoneOffset.UTC), tools)) {
                for (List<Returned.Line> alike : byColumns()) {
                    for (int from = 0; from < alike.size(); from += BATCH) {
                        if (clock.instant().isAfter(until)) {
                            throw new HubException(SyncError.RETURN_TOO_SLOW, Map.of("seconds", PATIENCE.toSeconds()));
                        }
                        tryThese(flow, alike.subList(from, Math.min(from + BATCH, alike.size())));
                    }
                }
            }
        }

        /** A source that altered its columns meanwhile has left rows of both kinds. */
        private List<List<Returned.Line>> byColumns() {
            Map<List<String>, List<Returned.Line>> groups = new LinkedHashMap<>();
            changed.values().forEach(line -> groups.computeIfAbsent(
                            cells.get(line.row()).stream()
                                    .map(cell -> cell.column() + " " + cell.type() + " " + cell.dataClass())
                                    .toList(),
                            key -> new ArrayList<>())
                    .add(line));
            return List.copyOf(groups.values());
        }

        private void tryThese(Flow flow, List<Returned.Line> lines) {
            Map<Long, HeldRow> byId = new HashMap<>();
            rows.values().forEach(row -> byId.put(row.id(), row));
            List<List<Cell>> edited = lines.stream()
                    .map(line -> EditedRows.edited(cells.get(line.row()), line.changes()))
                    .toList();
            long[] ordinals = lines.stream()
                    .mapToLong(line -> byId.get(line.row()).ordinal())
                    .toArray();
            for (Rejection refused :
                    flow.map(EditedRows.batch(edited, ordinals)).rejected()) {
                Returned.Line line = lines.get(refused.row());
                changed.remove(line.row());
                fault(line.place(), line.row(), refused.reason());
            }
        }

        private void fault(Text place, long row, Text why) {
            faulty++;
            if (faults.size() < MOST_FAULTS) {
                faults.add(new Returned.Fault(place, row, why));
            }
        }
    }

    private static final Text TWICE = new Text(
            "dòng này có hai lần trong tệp; giữ lại một", "this row stands in the file twice; keep one of them");
}
