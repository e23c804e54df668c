package vn.lienthong.sync;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.lienthong.document.DocumentException;
import vn.lienthong.document.Problem;
import vn.lienthong.kernel.ErrorKind;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.KernelError;
import vn.lienthong.kernel.Text;

/**
 * Why a run failed or pauses.
 *
 * @param code the error's full code: {@code connector.LOGIN_REFUSED}
 * @param kind decides what happens next
 * @param problem what happened and why
 * @param remedy what to do
 * @param connector the connector that it is about; null where none is to blame
 */
public record RunFailure(
        String code,
        ErrorKind kind,
        Text problem,
        Text remedy,
        @Nullable String connector) {
    /** What a failure says to people; anything but a {@link HubException} is a bug of the hub. */
    public static RunFailure of(Throwable thrown) {
        HubException known = known(thrown);
        Object connector = known.arguments().get("connector");
        return new RunFailure(
                known.code().code(),
                known.code().kind(),
                known.problem(),
                known.remedy(),
                connector == null ? null : connector.toString());
    }

    static HubException known(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubException hub) {
                return hub;
            }
            if (cause instanceof DocumentException wrong) {
                Problem first = wrong.problems().get(0);
                return new HubException(
                        SyncError.DEFINITION_WRONG,
                        Map.of(
                                "file", first.file(),
                                "line", first.line(),
                                "what", first.what(),
                                "remedy", first.remedy()),
                        wrong);
            }
        }
        return new HubException(
                KernelError.INTERNAL, Map.of("what", thrown.getClass().getSimpleName()), thrown);
    }
}
