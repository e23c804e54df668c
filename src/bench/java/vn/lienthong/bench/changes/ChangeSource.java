package vn.lienthong.bench.changes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import vn.lienthong.store.PostgresServer;

/** The database that changes: pupils of the width of the other benchmark, and the work that is done on them, the same at every run. */
final class ChangeSource {
    static final String DATABASE = "changes_source";
    static final String TARGET = "changes_target";
    static final String PEER = "changes_peer";
    private static final String COLUMNS = """
            (ma_hs bigint primary key, so_dinh_danh text not null, ho_ten text not null, ngay_sinh date not null,
             gioi_tinh smallint not null, dan_toc text not null, ma_truong text not null, lop text not null,
             dia_chi text not null, dien_thoai text, diem_tb numeric(4, 2), cap_nhat timestamptz not null)
            """;
    static final String ROW = """
            n, lpad((79000000000 + n)::text, 12, '0'), 'Nguyễn Văn An', date '2008-01-01' + (n % 4000)::int, n % 2,
            lpad((1 + n % 54)::text, 2, '0'), '01' || lpad((n % 30000)::text, 8, '0'), (1 + n % 12) || 'A1',
            'Số ' || (n % 300) || ', phường Kim Liên, thành phố Hà Nội', null, (n % 1000) / 100.0, clock_timestamp()
            """;

    private final PostgresServer server;
    private final long rows;
    private final Map<String, PreparedStatement> looks = new HashMap<>();
    private long next;

    ChangeSource(PostgresServer server, long rows) {
        this.server = server;
        this.rows = rows;
        this.next = rows;
    }

    void create() throws SQLException {
        for (String database : new String[] {DATABASE, TARGET, PEER}) {
            server.createDatabase(database);
            run(database, "create table hoc_sinh " + COLUMNS);
        }
        run(DATABASE, "insert into hoc_sinh select " + ROW + " from generate_series(1, " + rows + ") n");
    }

    /** Copies every row into another database. */
    void copy(String database) throws SQLException {
        try (Connection from = server.database(DATABASE).getConnection();
                Connection to = server.database(database).getConnection()) {
            CopyOut out = from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy hoc_sinh to stdout (format binary)");
            CopyIn in = to.unwrap(PGConnection.class).getCopyAPI().copyIn("copy hoc_sinh from stdin (format binary)");
            for (byte[] piece = out.readFromCopy(); piece != null; piece = out.readFromCopy()) {
                in.writeToCopy(piece, 0, piece.length);
            }
            in.endCopy();
        }
    }

    PostgresServer server() {
        return server;
    }

    /** So many transactions of one row each: six of ten insert, three update, one deletes. */
    void single(int transactions) throws SQLException {
        try (Connection connection = server.database(DATABASE).getConnection();
                Statement settings = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into hoc_sinh select " + ROW + " from (select ?::bigint as n) k");
                PreparedStatement update =
                        connection.prepareStatement("update hoc_sinh set dia_chi = 'Số ' || ? , cap_nhat = clock_timestamp() where ma_hs = ?");
                PreparedStatement delete = connection.prepareStatement("delete from hoc_sinh where ma_hs = ?")) {
            settings.execute("set synchronous_commit = off");
            for (int i = 0; i < transactions; i++) {
                if (i % 10 < 6) {
                    insert.setLong(1, number());
                    insert.executeUpdate();
                } else if (i % 10 < 9) {
                    update.setInt(1, i);
                    update.setLong(2, 1 + (i * 7919L) % rows);
                    update.executeUpdate();
                } else {
                    delete.setLong(1, next - 3);
                    delete.executeUpdate();
                }
            }
        }
    }

    /** One statement that changes every row there was in the beginning. */
    void bulk() throws SQLException {
        run(DATABASE, "update hoc_sinh set diem_tb = coalesce(diem_tb, 0) % 9 + 1, cap_nhat = clock_timestamp() where ma_hs <= " + rows);
    }

    /** The number of one more row. */
    synchronized long number() {
        return ++next;
    }

    /** One more row, by which its arrival is recognised. */
    long mark() throws SQLException {
        long mark = number();
        run(DATABASE, "insert into hoc_sinh select " + ROW + " from (select " + mark + "::bigint as n) k");
        return mark;
    }

    boolean has(String database, long pupil) throws SQLException {
        PreparedStatement query = looks.get(database);
        if (query == null) {
            query = server.database(database).getConnection().prepareStatement("select 1 from hoc_sinh where ma_hs = ?");
            looks.put(database, query);
        }
        query.setLong(1, pupil);
        try (ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    /** Fails unless a database holds what the source holds. */
    void verify(String database) throws SQLException {
        String query =
                "select count(*) || ' ' || sum(hashtextextended(concat_ws('|', ma_hs, so_dinh_danh, ho_ten, dia_chi, diem_tb, cap_nhat), 0)) from hoc_sinh";
        String want = text(DATABASE, query);
        String have = text(database, query);
        if (!want.equals(have)) {
            throw new IllegalStateException(database + " is not what it should be: wanted " + want + ", found " + have);
        }
    }

    String text(String database, String query) throws SQLException {
        try (Connection connection = server.database(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    void run(String database, String sql) throws SQLException {
        try (Connection connection = server.database(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
