package vn.lienthong.connector.jdbc.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.lienthong.connector.Discovers;
import vn.lienthong.connector.Session;
import vn.lienthong.connector.WriteRequest;
import vn.lienthong.connector.WriteResult;
import vn.lienthong.connector.Writer;
import vn.lienthong.connector.Writes;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.Counts;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.JobName;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** A target whose own rules put a row's value into whatever they may say: none of it goes on. */
class TargetQuotesValuesTest {
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("id", ValueType.INTEGER), Column.of("name", ValueType.TEXT)));

    private final TestDatabase database = TestDatabase.create();

    @ParameterizedTest
    @CsvSource({
        "45000, 1644",
        "45000, 30001",
        "HY000, 1030",
        "HY000, 1114",
        "42000, 1142",
        "42000, 1044",
        "23000, 1048",
        "23000, 1062",
        "22001, 1406",
        "22007, 1366",
        "23000, 4025",
        "08S01, 2013",
        "42S22, 1054",
        "40001, 1213"
    })
    void whatATriggerSaysOfARowGoesNoFurther(String state, int number) {
        for (String words : List.of(
                "concat('cannot take ', new.name)",
                "concat(new.name, ' command denied to user')",
                "concat('Column ''', new.name, ''' cannot be null')",
                "concat('Data too long for column `', new.name, '` at row 1')")) {
            refuses("signal sqlstate '%s' set message_text = v, mysql_errno = %d".formatted(state, number), words);

            nothingTold();
        }
    }

    @Test
    void norAValueThatTheServerItselfQuotes() {
        refuses("insert into t values (v, v)", "new.name");

        nothingTold();
    }

    private void nothingTold() {
        try {
            assertThat(write().rejected().toString()).doesNotContain("CANARY");
        } catch (HubException told) {
            assertThat(told.problem().vi() + told.problem().en() + told.remedy().vi() + told.arguments())
                    .doesNotContain("CANARY");
            for (Throwable cause = told; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause)).doesNotContain("CANARY");
            }
        }
    }

    private void refuses(String statement, String words) {
        database.execute(
                "drop table if exists t",
                "create table t (id int primary key, name varchar(100))",
                "create trigger no before insert on t for each row begin declare v varchar(128) default " + words + "; "
                        + statement + "; end");
    }

    private WriteResult write() {
        WriteRequest request = new WriteRequest(
                new JobName("job"),
                SCHEMA,
                List.of("id"),
                WriteRequest.Mode.UPSERT,
                WriteRequest.Deletes.KEEP,
                null,
                Map.of(),
                false,
                false);
        try (Session session = new MariaDbType().open(database.opening());
                Writer writer = ((Writes) session).writer(((Discovers) session).describe("t"), request)) {
            writer.takeOver();
            writer.begin(1, null, null);
            WriteResult result =
                    writer.write(RowBatch.of(SCHEMA, List.<Object[]>of(new Object[] {1L, "CANARY Nguyen Van A"}), 1));
            writer.commit(null, Counts.NONE);
            return result;
        }
    }
}
