package vn.lienthong.connector.jdbc.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    private static final String CANARY = "CANARY Nguyễn Văn A";
    private static final Schema SCHEMA =
            new Schema(List.of(Column.of("id", ValueType.INTEGER), Column.of("name", ValueType.TEXT)));

    private final TestTarget target = new TestTarget();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XX000", "ZZ001", "08006", "0A000", "25006", "28000", "42P01", "42501", "42703", "53100", "53300",
                "55000", "57014", "57P01", "58030", "40001", "22023", "23514", "P0001", "45000"
            })
    void whatATriggerSaysOfARowGoesNoFurther(String state) {
        refuses("raise exception 'cannot take %%', new.name using errcode = '%s', detail = new.name, hint = new.name"
                .formatted(state));

        nothingTold(catchThrowable(this::write));
    }

    @ParameterizedTest
    @ValueSource(strings = {"column", "constraint", "table", "schema", "datatype"})
    void norWhatItPutsInThePlaceOfAName(String place) {
        refuses("raise exception 'no' using errcode = '23514', %s = new.name".formatted(place));

        assertThat(write().rejected()).hasSize(1).allSatisfy(refused -> assertThat(refused.toString())
                .doesNotContain("CANARY"));
    }

    @Test
    void norAStatementThatIsMadeOfTheRow() {
        refuses("execute 'select ' || new.name");

        nothingTold(catchThrowable(this::write));
    }

    private static void nothingTold(Throwable thrown) {
        if (thrown == null) {
            return; // the row was refused, and the test of refusals looks at that
        }
        HubException told = (HubException) thrown;
        assertThat(told.problem().vi() + told.problem().en() + told.remedy().vi() + told.arguments())
                .doesNotContain("CANARY");
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause)).doesNotContain("CANARY");
        }
    }

    private void refuses(String statement) {
        target.run("create table t (id int primary key, name text)");
        target.run("create function no() returns trigger language plpgsql as $$ begin " + statement
                + "; return new; end $$");
        target.run("create trigger no before insert or update on t for each row execute function no()");
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
        try (Session session = new PostgresType().open(target.opening());
                Writer writer = ((Writes) session).writer(((Discovers) session).describe("public.t"), request)) {
            writer.takeOver();
            writer.begin(1, null, null);
            WriteResult result = writer.write(RowBatch.of(SCHEMA, List.<Object[]>of(new Object[] {1L, CANARY}), 1));
            assertThat(result.rejected().toString()).doesNotContain("CANARY");
            writer.commit(null, Counts.NONE);
            return result;
        }
    }
}
