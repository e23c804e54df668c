package vn.lienthong.sample;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Ho Chi Minh City's school software: English names, family and given name apart, sex as a digit, real dates, times without zone.
 * It lives on MariaDB; where that cannot run, on PostgreSQL in the same shape.
 */
final class HcmcSystem {
    static final String DATABASE = "qlth";
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int PER_BATCH = 1_000;

    private final DataSource database;
    private final String moment;
    private final SmallSector sector;

    /** @param moment the server's type for a time without zone */
    HcmcSystem(DataSource database, String moment, SmallSector sector) {
        this.database = database;
        this.moment = moment;
        this.sector = sector;
    }

    /** Makes and fills the tables; goes on where an earlier start was killed. Does nothing where they are full. */
    boolean seed(long pupils, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table if not exists students (
                      student_code varchar(20) primary key,
                      last_name varchar(80),
                      first_name varchar(40),
                      dob date,
                      gender smallint,
                      identity_no varchar(20),
                      ethnicity_id varchar(2),
                      province_id varchar(2),
                      ward varchar(80),
                      address varchar(200),
                      school_code varchar(8) not null,
                      class_name varchar(10),
                      updated_at %s not null)
                    """.formatted(moment));
            statement.execute("create index if not exists students_updated on students (updated_at, student_code)");
            if (Databases.number(connection, "select count(*) from students") > 0) {
                return false;
            }
            connection.setAutoCommit(false);
            LocalDateTime latest = LocalDateTime.ofInstant(now, ZONE).minusHours(1);
            // a record from tomorrow would be found by nobody who reads up to now
            insert(
                    connection,
                    sector.pupils(pupils)
                            .map(pupil -> pupil.updatedAt().isAfter(latest) ? touched(pupil, latest) : pupil)
                            .iterator());
            connection.commit();
            connection.setAutoCommit(true);
            return true;
        }
    }

    /** How many students there are now. */
    long students() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Databases.number(connection, "select count(*) from students");
        }
    }

    /** One minute of life. */
    void live(long minute, Instant now) throws SQLException {
        Dice dice = new Dice(SmallSector.SEED + 1, minute);
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update students set address = ?, updated_at = ? where student_code = ?")) {
            connection.setAutoCommit(false);
            long next = Databases.number(connection, "select count(*) from students");
            for (int i = 0; i < 12; i++) {
                Pupil pupil = sector.pupil(dice.below((int) next));
                update.setString(1, "Số " + (301 + dice.below(300)) + ", " + pupil.commune());
                update.setTimestamp(2, Timestamp.valueOf(LocalDateTime.ofInstant(now, ZONE)));
                update.setString(3, pupil.id());
                update.addBatch();
            }
            update.executeBatch();
            insert(
                    connection,
                    LongStream.range(next, next + 2)
                            .mapToObj(sector::pupil)
                            .map(pupil -> touched(pupil, LocalDateTime.ofInstant(now, ZONE)))
                            .iterator());
            connection.commit();
        }
    }

    private static Pupil touched(Pupil pupil, LocalDateTime at) {
        return new Pupil(
                pupil.index(),
                pupil.id(),
                pupil.name(),
                pupil.birthDate(),
                pupil.sex(),
                pupil.personalId(),
                pupil.ethnicCode(),
                pupil.provinceCode(),
                pupil.commune(),
                pupil.address(),
                pupil.schoolCode(),
                pupil.className(),
                pupil.grade(),
                at,
                pupil.fault());
    }

    private static void insert(Connection connection, Iterator<Pupil> pupils) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into students values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            int waiting = 0;
            while (pupils.hasNext()) {
                bind(insert, pupils.next());
                insert.addBatch();
                if (++waiting == PER_BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                insert.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement insert, Pupil pupil) throws SQLException {
        String name = pupil.name().stripTrailing();
        int lastSpace = name.lastIndexOf(' ');
        insert.setString(1, pupil.id());
        insert.setString(2, lastSpace < 0 ? "" : name.substring(0, lastSpace));
        insert.setString(3, name.substring(lastSpace + 1));
        if (pupil.fault() == Fault.BIRTH_DATE_IMPOSSIBLE) {
            insert.setNull(4, Types.DATE); // a date column cannot hold it, so somebody left it out
        } else {
            insert.setDate(4, Date.valueOf(pupil.birthDate()));
        }
        insert.setInt(5, Integer.parseInt(pupil.sexAs("1", "0", "9")));
        insert.setString(6, pupil.personalId());
        insert.setString(7, pupil.ethnicCode());
        insert.setString(8, pupil.provinceCode());
        insert.setString(9, pupil.commune());
        insert.setString(10, pupil.address());
        insert.setString(11, pupil.schoolCode());
        insert.setString(12, pupil.className());
        insert.setTimestamp(13, Timestamp.valueOf(pupil.updatedAt()));
    }

    long pupils() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return Databases.number(connection, "select count(*) from students");
        }
    }
}
