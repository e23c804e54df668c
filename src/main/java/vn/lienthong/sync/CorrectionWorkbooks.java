package vn.lienthong.sync;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Connector;
import vn.lienthong.connector.Connectors;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.DatasetName;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.Journal;
import vn.lienthong.quarantine.QuarantineDesk;
import vn.lienthong.quarantine.TaggedRows;

/**
 * Answers a bad file with a workbook: the refused rows in the template they came in, bad cells coloured, the reason beside them.
 * Mended, it is handed in at the page, or put into the folder again like any file. The values are not masked, because their owner must be able to mend
 * them; so each is journaled before it is given.
 */
public class CorrectionWorkbooks {
    /** Rows of one workbook; people mend no more at a time. */
    static final int MOST = 20_000;

    private static final Set<String> FILES = Set.of("csv", "excel", "sftp");

    private final Function<JobName, SyncJob> jobs;
    private final Connectors connectors;
    private final QuarantineDesk desk;
    private final TaggedRows tagged;
    private final Journal journal;

    CorrectionWorkbooks(
            Function<JobName, SyncJob> jobs,
            Connectors connectors,
            QuarantineDesk desk,
            TaggedRows tagged,
            Journal journal) {
        this.tagged = tagged;
        this.jobs = jobs;
        this.connectors = connectors;
        this.desk = desk;
        this.journal = journal;
    }

    /**
     * The held rows of a job, perhaps of one reason only, as a workbook: those for which these agencies answer.
     *
     * @throws HubException NOT_FOUND when the job has none
     */
    public byte[] of(JobName name, @Nullable String code, List<String> agencies, Locale reader, String actor) {
        SyncJob job = jobs.apply(name);
        boolean some = desk.groups(name.value()).stream()
                .anyMatch(group -> agencies.contains(group.agency()) && (code == null || code.equals(group.code())));
        if (!some) {
            throw new HubException(SyncError.NOTHING_TO_CORRECT, Map.of("job", name));
        }
        journal.record(new Journal.Entry(
                actor,
                "quarantine.exported",
                "job/" + name,
                "done",
                null,
                code == null ? Map.of() : Map.of("code", code)));
        List<Long> rows = new ArrayList<>();
        desk.each(name.value(), code, agencies, MOST, (row, cells) -> rows.add(row.id()));
        desk.record(actor, "quarantine.exported", rows);
        return written(job, code, agencies, reader);
    }

    private byte[] written(SyncJob job, @Nullable String code, List<String> agencies, Locale reader) {
        DatasetName source = job.from().dataset();
        Optional<Connector> connector = connectors.find(source.connector());
        boolean file = connector.map(Connector::type).filter(FILES::contains).isPresent();
        List<String> columns = file ? template(source) : held(job, code, agencies);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CorrectionSheet sheet =
                new CorrectionSheet(bytes, sheetName(source), headerRow(connector), columns, reader)) {
            desk.each(
                    job.name().value(),
                    code,
                    agencies,
                    MOST,
                    (row, cells) -> sheet.row(
                            cells,
                            BadColumns.of(job, row, columns),
                            row.reason().in(reader),
                            tagged.of(row)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bytes.toByteArray();
    }

    private List<String> template(DatasetName source) {
        return connectors.dataset(source).schema().columns().stream()
                .map(Column::name)
                .toList();
    }

    private List<String> held(SyncJob job, @Nullable String code, List<String> agencies) {
        Set<String> columns = new LinkedHashSet<>();
        desk.each(
                job.name().value(),
                code,
                agencies,
                MOST,
                (row, cells) -> cells.forEach(cell -> columns.add(cell.column())));
        return new ArrayList<>(columns);
    }

    private String sheetName(DatasetName source) {
        String from = connectors.dataset(source).from();
        return from.matches("[^*?/\\\\:\\[\\]']{1,31}") && !from.endsWith(".csv") ? from : "Sheet1";
    }

    private static int headerRow(Optional<Connector> connector) {
        Object row = connector.map(one -> one.settings().get("header_row")).orElse(null);
        return row == null || row.toString().equals("auto") ? 0 : Integer.parseInt(row.toString()) - 1;
    }
}
