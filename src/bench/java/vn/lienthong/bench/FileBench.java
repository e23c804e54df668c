package vn.lienthong.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.connector.file.ExcelType;
import vn.lienthong.sync.LeanHub;
import vn.lienthong.sync.LeanPlan;
import vn.lienthong.sync.Run;

/** Files in and out, each beside a limit of the same round: PostgreSQL's own CSV, or the same parser without mapping and target. */
final class FileBench {
    /** One way in one group; the first of a group is the limit of the others. */
    record Way(String group, String name, long rows, Measure.Act prepare, Measure.Act move, Measure.Act verify) {}

    private final BenchData data;
    private final FileRows files;
    private final Path folder;
    private final long csvRows;
    private final long sheetRows;
    private int hubs;

    FileBench(BenchData data, Path folder) {
        this.data = data;
        this.folder = folder;
        this.files = new FileRows(data, folder);
        this.csvRows = Math.min(data.rows(), 1_000_000);
        this.sheetRows = Math.min(data.rows() / 4, 100_000);
    }

    /** Our way from a file of so many rows. */
    Way csvIn(long rows) throws Exception {
        return in("CSV into PostgreSQL", "csv", files.csv(rows), rows);
    }

    List<Way> ways() throws Exception {
        Path csv = files.csv(csvRows);
        Path sheet = files.workbook(sheetRows);
        List<Way> ways = new ArrayList<>();
        Measure.Act empty = data::emptyTarget;
        ways.add(new Way(
                "CSV into PostgreSQL",
                "PostgreSQL COPY … CSV",
                csvRows,
                empty,
                () -> files.copyIn(csv),
                () -> data.verify(csvRows, false)));
        ways.add(new Way(
                "CSV into PostgreSQL", "our reader alone", csvRows, () -> {}, () -> files.read("csv", csv, csvRows), () -> {}));
        ways.add(in("CSV into PostgreSQL", "csv", csv, csvRows));
        Path raw = folder.resolve("raw.csv");
        ways.add(new Way(
                "PostgreSQL into CSV",
                "PostgreSQL COPY … CSV",
                csvRows,
                () -> {},
                () -> files.copyOut(raw, csvRows),
                () -> files.read("csv", raw, csvRows)));
        ways.add(out("PostgreSQL into CSV", "csv", csvRows));
        ways.add(new Way(
                "xlsx into PostgreSQL",
                "our reader alone",
                sheetRows,
                () -> {},
                () -> files.read("excel", sheet, sheetRows),
                () -> {}));
        ways.add(in("xlsx into PostgreSQL", "excel", sheet, sheetRows));
        ways.add(new Way(
                "PostgreSQL into xlsx",
                "fastexcel from a cursor",
                sheetRows,
                () -> {},
                () -> files.workbook(sheetRows),
                () -> files.read("excel", sheet, sheetRows)));
        ways.add(out("PostgreSQL into xlsx", "excel", sheetRows));
        return ways;
    }

    private Way in(String group, String type, Path file, long rows) throws Exception {
        Path drop = Files.createDirectories(folder.resolve("drop-" + type));
        String name = type.equals("csv") ? file.getFileName().toString() : "*";
        LeanPlan.End from = new LeanPlan.End(
                type,
                Map.of("folder", drop.toString(), "stable_seconds", 0L, "repeats", "read", "pattern", "*" + ending(type)),
                null,
                name,
                List.of());
        LeanHub hub = hub(from, data.end(BenchData.TARGET, "public.pupils", "pupil_id"), "write: upsert");
        return new Way(
                group,
                "Lienthong",
                rows,
                () -> {
                    data.emptyTarget();
                    Path dropped = drop.resolve(file.getFileName());
                    Files.deleteIfExists(dropped);
                    // a second name takes no second place on the disk
                    Files.createLink(dropped, file);
                },
                () -> run(hub, rows),
                () -> data.verify(rows, true));
    }

    private Way out(String group, String type, long rows) throws Exception {
        Path target = Files.createDirectories(folder.resolve("out-" + type)).resolve("pupils" + ending(type));
        LeanPlan.End to = new LeanPlan.End(
                type,
                Map.of(
                        "folder",
                        target.getParent().toString(),
                        "pattern",
                        target.getFileName().toString(),
                        "columns",
                        FileRows.TARGET),
                null,
                type.equals("csv") ? target.getFileName().toString() : "Sheet1",
                List.of("pupil_id"));
        LeanHub hub = hub(data.end(BenchData.SOURCE, files.view(rows), "ma_hs"), to, "write: replace");
        return new Way(
                group,
                "Lienthong",
                rows,
                () -> Files.deleteIfExists(target),
                () -> run(hub, rows),
                () -> files.read(type, target, rows - rows / BenchData.BAD_ONE_IN));
    }

    private static String ending(String type) {
        return type.equals("csv") ? ".csv" : ".xlsx";
    }

    private static void run(LeanHub hub, long rows) {
        Run run = hub.run();
        if (!run.state().good() || run.counts().read() != rows || !run.counts().addUp()) {
            throw new IllegalStateException("the run ended " + run);
        }
    }

    private LeanHub hub(LeanPlan.End from, LeanPlan.End to, String write) throws Exception {
        String state = "bench_files_" + ++hubs;
        data.server().createDatabase(state);
        return LeanHub.pooled(
                new LeanPlan(
                        data.state(state), folder.toString(), Map.of("source", from, "target", to), """
                        sync: bench
                        title: { vi: Học sinh, en: Pupils }
                        agency: G03
                        from: { dataset: source/pupils, read: snapshot }
                        to: { dataset: target/pupils, %s, key: [pupil_id], deletes: keep }
                        map:
                          pupil_id: ma_hs
                          personal_id: so_dinh_danh
                          full_name: { from: ho_ten, apply: [trim, upper] }
                          ngay_sinh: ngay_sinh
                          gioi_tinh: gioi_tinh
                          dan_toc: dan_toc
                          ma_truong: ma_truong
                          lop: lop
                          dia_chi: dia_chi
                          dien_thoai: dien_thoai
                          diem_tb: diem_tb
                          cap_nhat: cap_nhat
                        check:
                          personal_id: ['pattern("[0-9]{12}")']
                        batch: 10000
                        """.formatted(write)),
                new CsvType(),
                new ExcelType());
    }
}
