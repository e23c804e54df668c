package vn.lienthong.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.Text;

class RunFailureTest {
    @Test
    void aWrongFileIsNamedWithLineReasonAndRemedyAndIsNotABugOfTheHub() {
        Problem problem = new Problem(
                "pupils.sync.yaml", 12, 3, Text.same("No column \"lop\"."), Text.same("Use one of: class_name."));

        RunFailure failure = RunFailure.of(new IllegalStateException(new DocumentException(List.of(problem))));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(failure.problem().en()).isEqualTo("pupils.sync.yaml, line 12: No column \"lop\".");
        assertThat(failure.remedy().en()).startsWith("Use one of: class_name.");
    }

    @Test
    void anUnknownErrorIsABugAndShowsNoMessageThatMightHoldRowContent() {
        RunFailure failure = RunFailure.of(new IllegalStateException("Nguyễn Văn An"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.BUG);
        assertThat(failure.problem().en()).contains("IllegalStateException").doesNotContain("Nguyễn");
    }
}
