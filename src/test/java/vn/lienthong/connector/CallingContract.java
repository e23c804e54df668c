package vn.lienthong.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.lienthong.kernel.Batch;
import vn.lienthong.kernel.Column;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Rejection;
import vn.lienthong.kernel.RowBatch;
import vn.lienthong.kernel.Schema;
import vn.lienthong.kernel.ValueType;

/** What every connector type promises of look-ups. */
abstract class CallingContract extends CheckpointContract {
    /** The name of an operation whose answer is rows with the columns of {@link ContractRows#SCHEMA}, asked for by their code. */
    protected String callable() {
        throw new IllegalStateException("not declared");
    }

    /**
     * Five questions, numbered from 11: for {@code k0003}, for one that the system fails at, for one that it does not know, one without
     * a code, and for {@code k0025}.
     */
    protected Batch questions() {
        throw new IllegalStateException("not declared");
    }

    @Test
    void operationsAreKnownWithInputsAndOutputs() {
        needs(Capability.CALL);
        try (Session session = open()) {
            Operation operation = ((Calls) session).operation(callable());
            assertThat(((Calls) session).operations()).contains(operation);
            assertThat(operation.required()).isNotEmpty().allSatisfy(name -> assertThat(
                            operation.input().column(name))
                    .isNotNull());
            assertThat(operation.output().columns())
                    .extracting(Column::name)
                    .contains("code", "name", "grade", "born", "source");
            assertThatThrownBy(() -> ((Calls) session).operation(callable() + "x"))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(refused -> assertThat(refused.code().kind()).isEqualTo(ErrorKind.CONFIGURATION));
        }
    }

    @Test
    void eachRowIsAskedForAndOneThatFailsStopsNoOther() {
        needs(Capability.CALL);
        try (Session session = open()) {
            Operation operation = ((Calls) session).operation(callable());
            Answer answer = ((Calls) session).call(operation, questions());
            Batch rows = answer.rows();
            assertThat(rows.schema()).isEqualTo(operation.output());
            assertThat(rows.size()).isEqualTo(2);
            assertThat(List.of(rows.ordinal(0), rows.ordinal(1))).containsExactly(11L, 15L);
            int code = rows.schema().position("code");
            assertThat(List.of(String.valueOf(rows.value(0, code)), String.valueOf(rows.value(1, code))))
                    .containsExactly("k0003", "k0025");
            assertThat(answer.rejected()).extracting(Rejection::row).containsExactly(1, 3);
            assertThat(answer.rejected()).extracting(Rejection::ordinal).containsExactly(12L, 14L);
            assertThat(answer.rejected()).allSatisfy(one -> {
                assertThat(one.reason().vi()).isNotBlank();
                assertThat(one.reason().en()).isNotBlank();
                assertThat(one.toString()).doesNotContain("001209000123");
            });
        }
    }

    @Test
    void anInputThatTheOperationDoesNotTakeIsRefused() {
        needs(Capability.CALL);
        try (Session session = open()) {
            Operation operation = ((Calls) session).operation(callable());
            Schema other = new Schema(List.of(Column.of("no_such_input", ValueType.TEXT)));
            Batch request = RowBatch.of(other, List.<@Nullable Object[]>of(new @Nullable Object[] {"x"}), 1);
            assertThatThrownBy(() -> ((Calls) session).call(operation, request))
                    .asInstanceOf(InstanceOfAssertFactories.type(HubException.class))
                    .satisfies(refused -> assertThat(refused.code().kind()).isEqualTo(ErrorKind.CONFIGURATION));
        }
    }
}
