package vn.lienthong.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import vn.lienthong.store.PostgresServer;
import vn.lienthong.sync.LeanPlan;

/** The two databases of the benchmark: pupils in the source, an empty or full table of the same width in the target. */
final class BenchData {
    static final String SOURCE = "bench_source";
    static final String TARGET = "bench_target";
    /** One row in so many has a personal id of 11 digits and must be refused. */
    static final int BAD_ONE_IN = 1000;

    private final PostgresServer server;
    private final long rows;

    BenchData(PostgresServer server, long rows) {
        this.server = server;
        this.rows = rows;
    }

    /** Twelve columns, 150 to 200 bytes a row, the same at every run. */
    void create() throws SQLException {
        server.createDatabase(SOURCE);
        server.createDatabase(TARGET);
        try (Connection source = server.database(SOURCE).getConnection();
                Statement statement = source.createStatement()) {
            statement.execute(
                    """
                    create table hoc_sinh (
                        ma_hs bigint primary key,
                        so_dinh_danh text not null,
                        ho_ten text not null,
                        ngay_sinh date not null,
                        gioi_tinh smallint not null,
                        dan_toc text not null,
                        ma_truong text not null,
                        lop text not null,
                        dia_chi text not null,
                        dien_thoai text,
                        diem_tb numeric(4, 2),
                        cap_nhat timestamptz not null)
                    """);
            statement.execute(fill("hoc_sinh", rows));
            statement.execute("vacuum (analyze, freeze) hoc_sinh");
        }
        try (Connection target = server.database(TARGET).getConnection();
                Statement statement = target.createStatement()) {
            statement.execute(
                    """
                    create table pupils (
                        pupil_id bigint primary key,
                        personal_id text not null,
                        full_name text not null,
                        ngay_sinh date not null,
                        gioi_tinh smallint not null,
                        dan_toc text not null,
                        ma_truong text not null,
                        lop text not null,
                        dia_chi text not null,
                        dien_thoai text,
                        diem_tb numeric(4, 2),
                        cap_nhat timestamptz not null)
                    """);
        }
    }

    private static String fill(String table, long rows) {
        return """
        insert into %s
        select n,
            case when n %% %d = 0 then lpad((n %% 99999999999)::text, 11, '0') else lpad((79000000000 + n)::text, 12, '0') end,
            (array['Nguyễn','Trần','Lê','Phạm','Hoàng','Vũ','Đặng','Bùi'])[1 + n %% 8] || ' '
                || (array['Văn','Thị','Minh','Thanh','Ngọc'])[1 + n %% 5] || ' '
                || (array['An','Bình','Châu','Dũng','Giang','Hạnh','Khánh','Linh','Nam','Quỳnh','Thảo','Yến'])[1 + n %% 12],
            date '2008-01-01' + (n %% 4000)::int,
            n %% 2,
            lpad((1 + n %% 54)::text, 2, '0'),
            '01' || lpad((n %% 30000)::text, 8, '0'),
            (1 + n %% 12) || 'A' || (1 + n %% 9),
            'Số ' || (n %% 300) || ', đường ' || (n %% 80) || ', phường Kim Liên, thành phố Hà Nội',
            case when n %% 3 = 0 then null else '09' || lpad((n %% 99999999)::text, 8, '0') end,
            (n %% 1000) / 100.0,
            timestamptz '2026-09-05 00:00:00+07' + (n %% 86400) * interval '1 second'
        from generate_series(1, %d) n
        """
                .formatted(table, BAD_ONE_IN, rows);
    }

    /** An empty target, its pages given back. */
    void emptyTarget() throws SQLException {
        onTarget("truncate pupils");
        onTarget("drop table if exists lienthong_checkpoint");
        onTarget("checkpoint");
    }

    /** A target that holds every good row, one in a hundred of them out of date. */
    void staleTarget() throws SQLException {
        onTarget("update pupils set full_name = full_name || ' cũ' where pupil_id % 100 = 7");
        onTarget("vacuum (analyze) pupils");
        onTarget("checkpoint");
    }

    void onTarget(String sql) throws SQLException {
        try (Connection target = server.database(TARGET).getConnection();
                Statement statement = target.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Fails unless the target holds exactly the rows it should, names upper-cased and trimmed where {@code mapped}. */
    void verify(long upTo, boolean mapped) throws SQLException {
        String expected = mapped
                ? "select count(*), sum(hashtextextended(concat_ws('|', ma_hs, so_dinh_danh, upper(btrim(ho_ten) collate pg_c_utf8) collate \"C\", ngay_sinh, diem_tb), 0)) "
                        + "from hoc_sinh where ma_hs <= " + upTo + " and so_dinh_danh ~ '^[0-9]{12}$'"
                : "select count(*), sum(hashtextextended(concat_ws('|', ma_hs, so_dinh_danh, ho_ten, ngay_sinh, diem_tb), 0)) "
                        + "from hoc_sinh where ma_hs <= " + upTo;
        String found =
                "select count(*), sum(hashtextextended(concat_ws('|', pupil_id, personal_id, full_name, ngay_sinh, diem_tb), 0)) from pupils";
        String want = figures(SOURCE, expected);
        String have = figures(TARGET, found);
        if (!want.equals(have)) {
            throw new IllegalStateException("the target is not what it should be: wanted " + want + ", found " + have);
        }
    }

    private String figures(String database, String query) throws SQLException {
        try (Connection connection = server.database(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1) + " rows, content " + answer.getString(2);
        }
    }

    /** What the figures hang on besides the machine. */
    String facts() throws SQLException {
        try (Connection connection = server.database(TARGET).getConnection();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("show server_version")) {
            version.next();
            return "PostgreSQL " + version.getString(1)
                    + ", source, target and the hub's state on one server over loopback; rows made by number, without"
                    + " chance (no seed); count and hash of the target checked after every run";
        }
    }

    PostgresServer server() {
        return server;
    }

    long rows() {
        return rows;
    }

    /** A database of the server, for a lean hub's state. */
    LeanPlan.Server state(String database) {
        return new LeanPlan.Server(server.port(), database, server.user(), server.password());
    }

    /** A table of the server, for a lean hub's job. */
    LeanPlan.End end(String database, String from, String key) {
        return new LeanPlan.End(
                "postgresql",
                Map.of("host", server.host(), "port", server.port(), "database", database, "username", server.user()),
                server.password(),
                from,
                List.of(key));
    }
}
