package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.connector.BatchCursor;
import vn.lienthong.connector.Dataset;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.ReadRequest;
import vn.lienthong.connector.Reads;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.Verdict;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.RowBatch;

class PostgresTypesTest {
    private static final List<String> TYPES = List.of(
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "real",
            "double precision",
            "numeric",
            "numeric(12,3)",
            "text",
            "varchar(20)",
            "char(5)",
            "name",
            "json",
            "jsonb",
            "uuid",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "bytea",
            "mood",
            "school_code",
            "integer[]",
            "inet",
            "interval",
            "timetz",
            "money",
            "point",
            "int4range",
            "bit(5)",
            "varbit",
            "text[]",
            "timestamp[]",
            "timestamptz[]",
            "bytea[]",
            "numeric(8,2)[]");

    private final TestTarget target = new TestTarget();

    private void tables() {
        tables(target);
    }

    /** Tables {@code a} and {@code b} with a column of every type, and rows with every edge in {@code a}. */
    static void tables(TestTarget target) {
        target.run("create type mood as enum ('vui', 'buồn')");
        target.run("create domain school_code as varchar(8) check (value ~ '^S')");
        StringBuilder columns = new StringBuilder("id integer primary key");
        for (int i = 0; i < TYPES.size(); i++) {
            columns.append(", c").append(i).append(' ').append(TYPES.get(i));
        }
        target.run("create table a (" + columns + ")");
        target.run("create table b (" + columns + ")");
        target.run("""
                insert into a values
                 (1, true, -32768, -2147483648, -9223372036854775808, 1.1, 0.1, 0.000000000000000000012345, -123456789.001,
                  'Nguyễn', 'Đặng', 'ab', 'n', '{"b": 1,  "a":2}', '{"b": 1, "a": 2}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
                  '0044-03-15 BC', '23:59:59.999999', '1900-01-01 00:00:00.000001', '2026-11-23 10:00+07', '\\x00ff',
                  'buồn', 'S1', '{1,null,3}', '10.0.0.0/8', '1 mon 2 days 03:04:05.6', '10:00+07', '12.34', '(1,2)', '[1,5)',
                  B'10101', B'1', array['Nguyễn', 'a b', null, 'null', 'a"b\\c', '', '{}'],
                  '{"2026-01-01 10:00:00.5",null,infinity,"0044-03-15 00:00:00 BC"}', '{"2026-11-23 10:00+07"}',
                  array['\\x00ff'::bytea, ''], '{{1,2.5},{null,-0.01}}'),
                 (2, false, 32767, 2147483647, 9223372036854775807, -3.4e38, 1.7976931348623157e308,
                  98765432109876543210987654321.123456789, 0, '', '', '', '', '[]', '[]', '00000000-0000-0000-0000-000000000000',
                  '5000-01-01', '00:00', '9999-12-31 23:59:59', '0001-01-01 00:00+00', '', 'vui', 'S', '{}', '::1',
                  '0', '00:00+00', '0', '(0,0)', 'empty', B'00000', B'', '{}', '{}', '{}', '{}', '{}'),
                 (3, null, null, null, null, 2e-3, 1e23, 10000, 100000.5, E'\\' " \\\\ \\t\\n', 'x', 'đđđđđ', 'y', 'null', 'null',
                  'ffffffff-ffff-ffff-ffff-ffffffffffff', '2000-01-01', '12:00', '2000-01-01', '2000-01-01 00:00+00',
                  '\\x', null, null, null, null, null, null, null, null, null,
                  null, B'0101010101', '{}', '[2:3]={2026-01-01,2026-01-02}', '{}', null, '{0}')""");
        target.run("insert into a (id) values (4)");
    }

    @Test
    void everyTypeArrivesWithoutLossAsBytesAndAsValues() {
        tables();
        List<Batch> read = copy(false);
        assertThat(read.get(0).size()).isEqualTo(4);
        assertSame();
        assertThat(verdicts(false)).containsOnly(Verdict.UNCHANGED);
        assertThat(verdicts(true)).containsOnly(Verdict.UNCHANGED);
        target.run("truncate b");
        copy(true);
        assertSame();
    }

    @Test
    void aDecimalNeverLosesADigit() {
        tables();
        Batch batch = copy(false).get(0);
        assertThat(value(batch, 0, "double precision")).isEqualTo(new BigDecimal("0.1"));
        assertThat(value(batch, 0, "real")).isEqualTo(new BigDecimal("1.1"));
        assertThat(value(batch, 0, "numeric")).isEqualTo(new BigDecimal("0.000000000000000000012345"));
        assertThat(value(batch, 0, "numeric(12,3)")).isEqualTo(new BigDecimal("-123456789.001"));
        assertThat(value(batch, 1, "numeric")).isEqualTo(new BigDecimal("98765432109876543210987654321.123456789"));
        assertThat(value(batch, 1, "numeric(12,3)")).isEqualTo(new BigDecimal("0.000"));
        assertThat(value(batch, 2, "numeric")).isEqualTo(new BigDecimal("10000"));
    }

    @Test
    void aRowWithAnInfiniteValueIsSetAsideWithTheReason() {
        target.run("create table endless (id int primary key, until date, ratio numeric, at timestamptz)");
        target.run(
                "insert into endless values (1, '2020-01-01', 1, now()), (2, 'infinity', 1, now()), (3, null, 'NaN', null), (4, null, null, '-infinity')");
        try (Session session = new PostgresType().open(target.opening());
                BatchCursor cursor = ((Reads) session)
                        .read(((Discovers) session).describe("public.endless"), ReadRequest.snapshot(100))) {
            BatchCursor.Part part = cursor.next();
            assertThat(part.batch().size()).isEqualTo(1);
            assertThat(part.unreadable())
                    .extracting(rejection -> rejection.field())
                    .containsExactly("until", "ratio", "at");
            assertThat(part.unreadable())
                    .extracting(rejection -> rejection.ordinal())
                    .containsExactly(2L, 3L, 4L);
        }
    }

    private @Nullable Object value(Batch batch, int row, String type) {
        return batch.value(row, 1 + TYPES.indexOf(type));
    }

    private void assertSame() {
        assertThat(target.rows("select b::text from b order by id"))
                .isEqualTo(target.rows("select a::text from a order by id"));
    }

    private List<Batch> copy(boolean asValues) {
        List<Batch> batches = new ArrayList<>();
        run(asValues, batches);
        return batches;
    }

    private List<Verdict> verdicts(boolean asValues) {
        return run(asValues, new ArrayList<>());
    }

    private List<Verdict> run(boolean asValues, List<Batch> read) {
        List<Verdict> verdicts = new ArrayList<>();
        try (Session session = new PostgresType().open(target.opening())) {
            Dataset from = ((Discovers) session).describe("public.a");
            Dataset to = ((Discovers) session).describe("public.b");
            try (BatchCursor cursor = ((Reads) session).read(from, ReadRequest.snapshot(100));
                    Writer writer = ((Writes) session)
                            .writer(
                                    to,
                                    new WriteRequest(
                                            new JobName("types"),
                                            cursor.schema(),
                                            List.of("id"),
                                            WriteRequest.Mode.UPSERT,
                                            WriteRequest.Deletes.KEEP,
                                            null,
                                            Map.of(),
                                            cursor.ordered(),
                                            false))) {
                writer.takeOver();
                writer.begin(1, null, null);
                for (BatchCursor.Part part = cursor.next(); part != null; part = cursor.next()) {
                    read.add(part.batch());
                    var result = writer.write(asValues ? values(part.batch()) : part.batch());
                    assertThat(result.rejected()).isEmpty();
                    verdicts.addAll(List.of(result.verdicts()));
                }
                writer.commit(null, Counts.NONE);
                writer.finish(Counts.NONE);
            }
        }
        return verdicts;
    }

    private static Batch values(Batch batch) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            Object[] values = new Object[batch.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = batch.value(row, column);
            }
            rows.add(values);
        }
        return RowBatch.of(batch.schema(), rows, 1);
    }
}
