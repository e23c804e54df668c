package vn.lienthong.connector.http;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Says what went wrong between the hub and a partner in the hub's words. No answer's content becomes part of them. */
public final class HttpFailures {
    private static final Text NO_HTTP = new Text("câu trả lời không đúng HTTP", "the answer is no HTTP");

    private final Opening opening;

    /** Failures of a connector's session. */
    public HttpFailures(Opening opening) {
        this.opening = opening;
    }

    /** The exchange did not come to an answer. */
    public HubException exchange(Exception failed, Place place) {
        if (has(failed, SSLException.class)) {
            return error(ConnectorError.TLS_FAILED, Map.of("why", reason(failed)), failed);
        }
        if (has(failed, HttpException.class) || has(failed, MalformedChunkCodingException.class)) {
            return error(ConnectorError.LOST, Map.of("why", NO_HTTP), null); // what says so quotes the answer
        }
        if (has(failed, ConnectTimeoutException.class) || has(failed, ConnectException.class)) {
            return unreachable(failed, place);
        }
        if (has(failed, SocketTimeoutException.class)) {
            return error(HttpError.TOO_SLOW, Map.of("host", place.host()), failed);
        }
        return error(ConnectorError.LOST, Map.of("why", reason(failed)), failed);
    }

    /** No connection came about. */
    public HubException unreachable(Exception failed, Place place) {
        return error(
                ConnectorError.UNREACHABLE,
                Map.of("host", place.host(), "port", place.port(), "why", reason(failed)),
                failed);
    }

    /** The partner said no. */
    public HubException status(int status, String path) {
        return switch (status) {
            case 401 -> signIn();
            case 403 -> error(HttpError.NOT_ALLOWED, Map.of("path", path), null);
            case 404, 410 -> error(HttpError.PATH_UNKNOWN, Map.of("path", path, "status", status), null);
            default -> {
                boolean moved = status >= 300 && status < 400;
                boolean theirs = status >= 500;
                yield error(
                        moved ? HttpError.REDIRECTED : theirs ? HttpError.PARTNER_FAILED : HttpError.REFUSED,
                        Map.of("path", path, "status", status),
                        null);
            }
        };
    }

    /** The partner does not take what the hub says of itself. */
    public HubException signIn() {
        return signIn(opening.settings().text("auth"));
    }

    /** The partner does not take what the hub says of itself in this way. */
    public HubException signIn(String way) {
        return error(HttpError.SIGN_IN_REFUSED, Map.of("auth", way), null);
    }

    /** What was said to be the list of rows is none. */
    public HubException rowsMissing(Listing listing) {
        return error(
                HttpError.ROWS_MISSING,
                Map.of("dataset", listing.name(), "rows", listing.rows().toString()),
                null);
    }

    /** Whoever waited is to wait no longer. */
    public HubException interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return error(ConnectorError.LOST, Map.of("why", "interrupted"), interrupted);
    }

    /** An error that also names the connector. */
    public HubException error(ErrorCode code, Map<String, ?> arguments, @Nullable Throwable cause) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("connector", opening.connector());
        return new HubException(code, all, cause);
    }

    private static boolean has(Throwable failed, Class<? extends Throwable> kind) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The last cause says most: which certificate, which address. */
    private static String reason(Throwable failed) {
        Throwable last = failed;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }
}
