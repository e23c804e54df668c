package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.lienthong.connector.Followed.addsUp;
import static vn.lienthong.connector.Followed.events;
import static vn.lienthong.connector.Followed.names;
import static vn.lienthong.connector.Followed.rows;
import static vn.lienthong.connector.Followed.until;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.ChangeBatch;
import vn.lienthong.connector.ChangeCursor;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.FollowRequest;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.kernel.Position;
import vn.lienthong.kernel.Rejection;

/** Following MariaDB and reading it lead to equal values. */
class MariaDbFollowedValuesTest extends FollowedServer {
    @Test
    void everyTypeIsTheSameByReadingAndByFollowing() {
        everyType();
        Dataset from = ((Discovers) session).describe("a");
        Position start = changes().prepare(from, follower);
        source.execute("set sql_mode = ''", "update a set k = k + 100");
        sameByReadingAndByFollowing(from, start, 24);
    }

    @Test
    void aKeyOfAnyUsualTypeLeadsToItsRow() {
        source.execute(
                "create table a (u uuid primary key, d date, x binary(4), unique key (x))",
                "insert into a values ('123e4567-e89b-12d3-a456-426655440000', null, x'01020000'),"
                        + " ('018f4567-e89b-7abc-8456-426655440000', null, x'0a000000'),"
                        + " ('00000000-0000-0000-0000-000000000000', '2024-02-29', x'00000000'),"
                        + " ('6ccd780c-baba-4026-9564-5b8c656024db', null, x'ffffffff')");
        Dataset from = ((Discovers) session).describe("a");
        Position start = changes().prepare(from, follower);
        source.execute("update a set x = unhex(hex(x)), d = coalesce(d, '0001-01-01')", "update a set d = null");
        sameByReadingAndByFollowing(from, start, 7);
    }

    private void everyType() {
        source.execute("""
                create table a (k int primary key, a tinyint, a1 tinyint unsigned, a2 smallint unsigned,
                    a3 mediumint unsigned, a4 int unsigned, a5 bigint, b bigint unsigned, c tinyint(1), d bit(1),
                    e bit(12), e1 bit(64), f decimal(30,10), g float, h double, g1 float(7,2), i year, j date,
                    j1 date not null, l time, l1 time(6), m datetime, m1 datetime(6), n timestamp(3) null,
                    n1 timestamp null, o char(5), o1 varchar(20), o2 varchar(20) character set latin1,
                    o3 text character set utf16, o4 varchar(20) character set tis620, o5 longtext, p json,
                    q enum('Nam','Nữ'), r set('a','b','c'), s varbinary(8), s1 binary(6), t blob, u uuid,
                    v inet6, v1 inet4)""", """
                insert into a values (1, -1, 255, 65535, 16777215, 4294967295, -9223372036854775808,
                    18446744073709551615, 1, b'1', b'101', x'8000000000000001', 12345678901234567890.0123456789, 1.1,
                    0.1, 12345.678, 2026, '2024-02-29', '2024-02-29', '23:59:59', '00:00:00.000001',
                    '2024-01-02 03:04:05', '2024-01-02 03:04:05.678901', '2024-01-02 03:04:05.678',
                    '2024-06-01 00:00:00', 'ab', 'Nguyễn 😀', 'café €', 'Hoà', 'ก', 'Trần', '{"a": [1, "ơ"]}', 'Nữ',
                    'a,c', x'00ff00', x'01020000', x'00', '123e4567-e89b-12d3-a456-426655440000', '2001:db8::1',
                    '10.0.0.0')""", """
                insert into a (k, j1) values (2, '0001-01-01')""", """
                insert into a (k, j1, g, h, i, o1, u, v, c, l1, n, f, q, r, p) values
                    (3, '9999-12-31', 16777216, 123456789.123456789, 0, concat('Hoa', unhex('CC80')),
                     '018f4567-e89b-7abc-8456-426655440000', '::', 0, '12:34:56.999999', '2038-01-19 03:14:07.999', -0.5,
                     1, '', 'null')""", """
                insert into a (k, j1, g, h, a, l) values (4, '2024-01-01', 3.4e38, 1e300, 127, '100:00:00')""", """
                insert into a (k, j1, g, h, c) values (5, '2024-01-01', 1e-10, 2.5e-7, 7)""", """
                insert into a (k, j1, h, n1) values (6, '2024-01-01', 3.141592653589793, '1970-01-01 00:00:01')""");
        zeros("insert into a (k, j1) values (7, '0000-00-00')");
        zeros("insert into a (k, j1, j) values (8, '2024-01-01', '0000-00-00')");
        zeros("insert into a (k, j1, m1) values (9, '2024-01-01', '2024-00-10 00:00:00')");
        zeros("insert into a (k, j1, n) values (10, '2024-01-01', '0000-00-00 00:00:00')");
        zeros("insert into a (k, j1, l) values (11, '2024-01-01', '-01:00:00')");
        zeros("insert into a (k, j1, q) values (12, '2024-01-01', 'không có')");
    }

    private void zeros(String sql) {
        source.execute("set sql_mode = ''", sql);
    }

    private void sameByReadingAndByFollowing(Dataset from, Position start, int events) {
        List<List<@Nullable Object>> read;
        List<String> refused = new ArrayList<>();
        try (BatchCursor cursor = ((Reads) session).read(from, ReadRequest.snapshot(100))) {
            BatchCursor.Part part = cursor.next();
            read = rows(part.batch());
            part.unreadable().forEach(rejection -> refused.add(words(rejection)));
        }
        FollowRequest request = new FollowRequest(follower, names(from), start, 1, 100);
        try (ChangeCursor cursor = changes().follow(from, request)) {
            Map<Object, List<@Nullable Object>> followed = new LinkedHashMap<>();
            List<String> followedRefused = new ArrayList<>();
            for (ChangeBatch batch : until(cursor, seen -> events(seen) >= events)) {
                addsUp(batch);
                rows(batch.rows()).forEach(row -> followed.put(row.get(0), row));
                batch.unreadable().forEach(rejection -> followedRefused.add(words(rejection)));
            }
            assertThat(new ArrayList<>(followed.values()))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(read);
            assertThat(followedRefused).containsExactlyInAnyOrderElementsOf(refused);
        }
    }

    private static String words(Rejection rejection) {
        return rejection.field() + " " + rejection.code();
    }
}
