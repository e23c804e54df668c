package vn.lienthong.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Hanoi's school software: PostgreSQL, Vietnamese names for everything, birth dates as text, former province codes, and what
 * people typed.
 */
final class HanoiSystem {
    static final String DATABASE = "smas";
    /** Under the name of the job that follows it. */
    static final String PUBLICATION = "lienthong_pupils_hanoi";

    private static final String TABLES = """
            create table truong (
              ma_truong text primary key,
              ten_truong text not null,
              cap_hoc smallint not null,
              ma_tinh text not null,
              xa_phuong text not null,
              updated_at timestamptz not null default now());
            create table giao_vien (
              ma_gv text primary key,
              ho_ten text not null,
              ngay_sinh text,
              gioi_tinh text,
              so_dinh_danh text,
              ma_truong text not null,
              lop_chu_nhiem text,
              updated_at timestamptz not null);
            create table hoc_sinh (
              ma_hs text primary key,
              ho_ten text,
              ngay_sinh text,
              gioi_tinh text,
              so_dinh_danh text,
              dan_toc text,
              ma_tinh text,
              dia_chi text,
              ma_truong text not null,
              lop text,
              updated_at timestamptz not null);
            create index hoc_sinh_updated_at on hoc_sinh (updated_at, ma_hs);
            """;

    private final DataSource database;
    private final SmallSector sector;

    HanoiSystem(DataSource database, SmallSector sector) {
        this.database = database;
        this.sector = sector;
    }

    /** Makes and fills the tables, all at once or not at all; does nothing where they are. */
    boolean seed(long pupils) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (Databases.exists(statement, "select to_regclass('public.hoc_sinh') is not null")) {
                return false;
            }
            connection.setAutoCommit(false);
            statement.execute(TABLES);
            copy(
                    connection,
                    "truong (ma_truong, ten_truong, cap_hoc, ma_tinh, xa_phuong)",
                    sector.schools(pupils),
                    (school, line) -> line.add(school.code())
                            .add(school.name())
                            .add(String.valueOf(school.level()))
                            .add(school.provinceCode())
                            .add(school.commune()));
            copy(connection, "giao_vien", sector.teachers(pupils), HanoiSystem::write);
            copy(connection, "hoc_sinh", sector.pupils(pupils), HanoiSystem::write);
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("analyze");
            return true;
        }
    }

    /** Somebody moves: a pupil whose record is in order gets another address. Gives the pupil's code in this system. */
    String moveOne(long seed, Instant now) throws SQLException {
        Dice dice = new Dice(SmallSector.SEED, seed);
        long first = dice.below(1000);
        Pupil near = sector.pupil(first);
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        update hoc_sinh set dia_chi = ?, updated_at = ? where ma_hs = (
                            select ma_hs from hoc_sinh where ma_hs = any (?) and ngay_sinh <> '30/02/2015' order by ma_hs limit 1)
                        returning ma_hs""")) {
            update.setString(1, "Số " + (601 + dice.below(300)) + ", " + near.commune());
            update.setTimestamp(2, Timestamp.from(now));
            update.setArray(3, connection.createArrayOf("text", inOrder(first)));
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? row.getString(1) : near.id();
            }
        }
    }

    /** Pupils from this one on; a record that is held for its fault would never be seen to arrive. Some may have left. */
    private Object[] inOrder(long first) {
        return LongStream.range(first, first + 50)
                .mapToObj(sector::pupil)
                .filter(pupil -> pupil.fault() == null)
                .map(Pupil::id)
                .toArray();
    }

    /** One minute of life: some records change, a few pupils come, one leaves, and now and then somebody mistypes. */
    void live(long minute, Instant now) throws SQLException {
        Dice dice = new Dice(SmallSector.SEED, minute);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            long next = Databases.number(connection, "select coalesce(max(substr(ma_hs, 4)::bigint), 0) from hoc_sinh");
            move(connection, dice, next, now);
            for (int i = 0; i < 3; i++) {
                insert(connection, sector.pupil(next + i), now);
            }
            if (minute % 5 == 0) {
                mistype(connection, dice.below((int) next), now);
            }
            leave(connection, dice.below((int) next));
            connection.commit();
        }
    }

    private void move(Connection connection, Dice dice, long pupils, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update hoc_sinh set dia_chi = ?, updated_at = ? where ma_hs = ?")) {
            for (int i = 0; i < 20; i++) {
                Pupil pupil = sector.pupil(dice.below((int) pupils));
                update.setString(1, "Số " + (301 + dice.below(300)) + ", " + pupil.commune());
                update.setTimestamp(2, Timestamp.from(now));
                update.setString(3, pupil.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void insert(Connection connection, Pupil pupil, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into hoc_sinh values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, pupil.id());
            insert.setString(2, pupil.name());
            insert.setString(3, pupil.birthDateText());
            insert.setString(4, sex(pupil));
            insert.setString(5, pupil.personalId());
            insert.setString(6, pupil.ethnicCode());
            insert.setString(7, pupil.provinceCode());
            insert.setString(8, pupil.address());
            insert.setString(9, pupil.schoolCode());
            insert.setString(10, pupil.className());
            insert.setTimestamp(11, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    private void mistype(Connection connection, long index, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update hoc_sinh set ngay_sinh = '30/02/2015', updated_at = ? where ma_hs = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, sector.pupil(index).id());
            update.executeUpdate();
        }
    }

    private void leave(Connection connection, long index) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from hoc_sinh where ma_hs = ?")) {
            delete.setString(1, sector.pupil(index).id());
            delete.executeUpdate();
        }
    }

    private static void write(Pupil pupil, CopyLine line) {
        line.add(pupil.id())
                .add(pupil.name())
                .add(pupil.birthDateText())
                .add(sex(pupil))
                .add(pupil.personalId())
                .add(pupil.ethnicCode())
                .add(pupil.provinceCode())
                .add(pupil.address())
                .add(pupil.schoolCode())
                .add(pupil.className())
                .add(moment(pupil.updatedAt()));
    }

    private static void write(Teacher teacher, CopyLine line) {
        line.add(teacher.id())
                .add(teacher.name())
                .add(teacher.birthDate().toString())
                .add(teacher.sex() == Sex.MALE ? "Nam" : "Nữ")
                .add(teacher.personalId())
                .add(teacher.schoolCode())
                .add(teacher.className())
                .add(moment(teacher.updatedAt()));
    }

    private static String sex(Pupil pupil) {
        return pupil.sexAs("Nam", "Nữ", "không rõ");
    }

    private static String moment(LocalDateTime vietnameseTime) {
        return vietnameseTime + "+07";
    }

    private static <T> void copy(Connection connection, String table, Stream<T> rows, RowForm<T> form)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        CopyLine line = new CopyLine(text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
            } catch (SQLException failed) {
                throw new UncheckedIOException(new IOException(failed));
            }
        });
        rows.forEach(row -> {
            form.write(row, line);
            line.end();
        });
        line.flush();
        copy.endCopy();
    }

    private interface RowForm<T> {
        void write(T row, CopyLine line);
    }

    /** Lines of PostgreSQL's text format, handed on in larger pieces. */
    private static final class CopyLine {
        private static final int PIECE = 1 << 16;

        private final Consumer<String> sink;
        private final StringBuilder text = new StringBuilder(PIECE + 1024);
        private boolean first = true;

        CopyLine(Consumer<String> sink) {
            this.sink = sink;
        }

        /** Our own texts hold no tab, line break or backslash. */
        CopyLine add(String value) {
            if (!first) {
                text.append('\t');
            }
            text.append(value);
            first = false;
            return this;
        }

        void end() {
            text.append('\n');
            first = true;
            if (text.length() > PIECE) {
                flush();
            }
        }

        void flush() {
            sink.accept(text.toString());
            text.setLength(0);
        }
    }
}
