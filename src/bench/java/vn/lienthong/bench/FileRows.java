package vn.lienthong.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.postgresql.PGConnection;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ConnectorType;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Settings;
import vn.lienthong.connector.file.CsvType;
import vn.lienthong.connector.file.ExcelType;
import vn.lienthong.kernel.ConnectorName;

/** The pupils of the benchmark as files, made and read without any of the engine: what files cost at least. */
final class FileRows {
    /** The columns of the target, in order. */
    static final List<String> TARGET = List.of(
            "pupil_id",
            "personal_id",
            "full_name",
            "ngay_sinh",
            "gioi_tinh",
            "dan_toc",
            "ma_truong",
            "lop",
            "dia_chi",
            "dien_thoai",
            "diem_tb",
            "cap_nhat");

    private static final String COLUMNS =
            "ma_hs, so_dinh_danh, ho_ten, ngay_sinh, gioi_tinh, dan_toc, ma_truong, lop, dia_chi, dien_thoai, diem_tb,"
                    + " to_char(cap_nhat at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') as cap_nhat";

    private final BenchData data;
    private final Path folder;

    FileRows(BenchData data, Path folder) {
        this.data = data;
        this.folder = folder;
    }

    Path csv(long rows) throws Exception {
        Path file = folder.resolve("pupils.csv");
        copyOut(file, rows);
        return file;
    }

    void copyOut(Path file, long rows) throws Exception {
        try (Connection source = data.server().database(BenchData.SOURCE).getConnection();
                OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            source.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query(rows) + ") to stdout (format csv, header)", bytes);
        }
    }

    void copyIn(Path file) throws Exception {
        try (Connection target = data.server().database(BenchData.TARGET).getConnection();
                InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            target.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy pupils from stdin (format csv, header)", bytes, 1 << 16);
        }
    }

    Path workbook(long rows) throws Exception {
        Path file = folder.resolve("pupils.xlsx");
        try (Connection source = data.server().database(BenchData.SOURCE).getConnection();
                OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                Workbook workbook = new Workbook(bytes, "bench", "1.0")) {
            source.setAutoCommit(false);
            Worksheet sheet = workbook.newWorksheet("Sheet1");
            try (Statement read = source.createStatement()) {
                read.setFetchSize(1000);
                ResultSet row = read.executeQuery(query(rows));
                for (int column = 0; column < 12; column++) {
                    sheet.inlineString(0, column, row.getMetaData().getColumnName(column + 1));
                }
                for (int number = 1; row.next(); number++) {
                    for (int column = 0; column < 12; column++) {
                        String text = row.getString(column + 1);
                        if (text != null) {
                            sheet.inlineString(number, column, text);
                        }
                    }
                    if (number % 1000 == 0) {
                        sheet.flush();
                    }
                }
            }
        }
        return file;
    }

    /** A view of the first rows, so that a job reads no more. */
    String view(long rows) throws Exception {
        String name = "hoc_sinh_" + rows;
        try (Connection source = data.server().database(BenchData.SOURCE).getConnection();
                Statement statement = source.createStatement()) {
            statement.execute(
                    "create or replace view " + name + " as select * from hoc_sinh where ma_hs <= " + rows);
        }
        return "public." + name;
    }

    /** Reads a file with the connector's own reader and nothing else; fails unless it has so many rows. */
    void read(String type, Path file, long expected) {
        ConnectorType connector = type.equals("csv") ? new CsvType() : new ExcelType();
        String from = type.equals("csv") ? file.getFileName().toString() : "*";
        Map<String, Object> settings = Map.of(
                "folder",
                file.getParent().toString(),
                "pattern",
                file.getFileName().toString(),
                "repeats",
                "read");
        long rows = 0;
        try (Session session = connector.open(new Opening(
                        new ConnectorName("bench"),
                        new Settings(settings, Map.of()),
                        InetSocketAddress::new,
                        Path::of,
                        Clock.systemUTC()));
                BatchCursor cursor = ((Reads) session)
                        .readBack(((Discovers) session).describe(from), ReadRequest.snapshot(10_000))) {
            for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                rows += part.batch().size();
            }
        }
        if (rows != expected) {
            throw new IllegalStateException(file + " has " + rows + " rows, not " + expected);
        }
    }

    private static String query(long rows) {
        return "select " + COLUMNS + " from hoc_sinh where ma_hs <= " + rows + " order by ma_hs";
    }
}
