package vn.lienthong.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** What one writes by hand: a cursor, batches of 1,000 rewritten into multi-row upserts, a commit each. */
final class JdbcBatches implements Contender {
    static final String UPSERT =
            """
            insert into pupils values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (pupil_id) do update set personal_id = excluded.personal_id, full_name = excluded.full_name,
                ngay_sinh = excluded.ngay_sinh, gioi_tinh = excluded.gioi_tinh, dan_toc = excluded.dan_toc,
                ma_truong = excluded.ma_truong, lop = excluded.lop, dia_chi = excluded.dia_chi,
                dien_thoai = excluded.dien_thoai, diem_tb = excluded.diem_tb, cap_nhat = excluded.cap_nhat
            """;

    @Override
    public String name() {
        return "plain JDBC batches of 1,000";
    }

    @Override
    public long share(long rows) {
        return Math.min(rows, 400_000);
    }

    @Override
    public void move(BenchData data, long rows) throws Exception {
        PGSimpleDataSource targetSource = data.server().database(BenchData.TARGET);
        targetSource.setReWriteBatchedInserts(true);
        try (Connection source = data.server().database(BenchData.SOURCE).getConnection();
                Connection target = targetSource.getConnection()) {
            source.setAutoCommit(false);
            target.setAutoCommit(false);
            try (Statement read = source.createStatement();
                    PreparedStatement write = target.prepareStatement(UPSERT)) {
                read.setFetchSize(1000);
                ResultSet row = read.executeQuery("select * from hoc_sinh where ma_hs <= " + rows + " order by ma_hs");
                int waiting = 0;
                while (row.next()) {
                    if (!RowRules.good(row.getString(2))) {
                        continue;
                    }
                    fill(write, row);
                    write.addBatch();
                    if (++waiting == 1000) {
                        write.executeBatch();
                        target.commit();
                        waiting = 0;
                    }
                }
                write.executeBatch();
                target.commit();
            }
        }
    }

    private static void fill(PreparedStatement write, ResultSet row) throws Exception {
        for (int column = 1; column <= 12; column++) {
            Object value = row.getObject(column);
            write.setObject(column, column == 3 ? RowRules.name((String) value) : value);
        }
    }
}
