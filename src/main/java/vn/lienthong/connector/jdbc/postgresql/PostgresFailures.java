package vn.lienthong.connector.jdbc.postgresql;

import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.Settings;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;
import vn.lienthong.kernel.Text;

/** Says the server's and the driver's errors in the hub's words. What could hold row content never becomes a cause. */
final class PostgresFailures {
    /** Classes of states in which the server speaks of connections, objects, rights, locks and its own limits. */
    private static final Set<String> TELLING =
            Set.of("", "08", "0A", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58");

    private final Opening opening;

    PostgresFailures(Opening opening) {
        this.opening = opening;
    }

    /** No connection came about. */
    HubException connecting(SQLException failed) {
        String state = state(failed);
        if (has(failed, NoClearPassword.Asked.class)) {
            return error(ConnectorError.PASSWORD_IN_CLEAR, Map.of(), failed);
        }
        if (has(failed, SSLException.class)) {
            return error(ConnectorError.TLS_FAILED, Map.of("why", reason(failed)), failed);
        }
        // a certificate for another name is no error of the encryption to the driver
        if (state.startsWith("08")
                && (message(failed).contains("SSL") || message(failed).contains("hostnameverifier"))) {
            return error(ConnectorError.TLS_FAILED, Map.of("why", reason(failed)), failed);
        }
        if (state.startsWith("28")) {
            return error(ConnectorError.LOGIN_REFUSED, Map.of("user", settings().text("username")), failed);
        }
        if (state.equals("3D000")) {
            return error(
                    ConnectorError.DATABASE_UNKNOWN,
                    Map.of("database", settings().text("database")),
                    failed);
        }
        if (state.equals("53300")) {
            return error(ConnectorError.BUSY, Map.of("limit", Text.same("server")), failed);
        }
        if (state.startsWith("08") || state.startsWith("57") || state.isEmpty()) {
            return error(
                    ConnectorError.UNREACHABLE,
                    Map.of(
                            "host",
                            settings().text("host"),
                            "port",
                            settings().values().getOrDefault("port", 5432L),
                            "why",
                            reason(failed)),
                    failed);
        }
        return error(ConnectorError.SYSTEM_FAILED, Map.of("why", reason(failed)), failed);
    }

    /** Something went wrong with a dataset; {@code grant} is what its user would need. */
    HubException using(SQLException failed, String dataset, String grant) {
        String state = state(failed);
        return switch (state) {
            case "42501" ->
                error(
                        ConnectorError.RIGHT_MISSING,
                        Map.of("user", settings().text("username"), "right", right(grant), "copy", grant + ";"),
                        failed);
            case "42P01", "42703", "42804", "42883", "42704", "42809", "3F000" -> changed(dataset, reason(failed));
            case "0A000" ->
                message(failed).contains("cached plan")
                        ? changed(dataset, reason(failed))
                        : error(ConnectorError.SYSTEM_FAILED, Map.of("why", reason(failed)), failed);
            case "53300" -> error(ConnectorError.BUSY, Map.of("limit", "server"), failed);
            case "53100" -> error(ConnectorError.DISK_FULL, Map.of("why", "PostgreSQL " + state), failed);
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? error(ConnectorError.LOST, Map.of("why", reason(failed)), failed)
                        : error(ConnectorError.SYSTEM_FAILED, Map.of("why", reason(failed)), failed);
        };
    }

    /** What a grant gives, without who gets it: {@code SELECT ON public.hoc_sinh}. */
    private static String right(String grant) {
        String last = grant.substring(Math.max(0, grant.lastIndexOf("GRANT ")));
        int to = last.lastIndexOf(" TO ");
        return to < 0 ? grant : last.substring("GRANT ".length(), to);
    }

    /** The dataset is no longer as it was. */
    HubException changed(String dataset, Object what) {
        return error(ConnectorError.DATASET_CHANGED, Map.of("dataset", dataset, "what", what), null);
    }

    /** The thread was asked to stop while it waited. */
    HubException interrupted(InterruptedException interrupted) {
        return error(ConnectorError.LOST, Map.of("why", "interrupted"), interrupted);
    }

    /** Whether the server refuses rows for what is in them, rather than the whole statement. */
    static boolean refusesRows(SQLException failed) {
        String state = state(failed);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("44") || state.equals("P0001");
    }

    HubException error(ErrorCode code, Map<String, ?> arguments, @Nullable Throwable cause) {
        Map<String, Object> all = new java.util.HashMap<>(arguments);
        all.put("connector", opening.connector());
        return new HubException(code, all, cause instanceof SQLException failed ? safe(failed) : cause);
    }

    static String state(SQLException failed) {
        return failed.getSQLState() == null ? "" : failed.getSQLState();
    }

    /**
     * Whether no row can speak through the server's words: they come from the server itself and not from within a function, a
     * trigger or a row that is being taken in, and are of a kind that names objects and states.
     */
    private static boolean mayTell(SQLException failed) {
        ServerErrorMessage message = failed instanceof PSQLException server ? server.getServerErrorMessage() : null;
        return TELLING.contains(
                        state(failed).substring(0, Math.min(2, state(failed).length())))
                && !(failed instanceof BatchUpdateException)
                && (message == null || message.getWhere() == null);
    }

    private static SQLException safe(SQLException failed) {
        boolean detailed = failed instanceof PSQLException server
                && server.getServerErrorMessage() != null
                && server.getServerErrorMessage().getDetail() != null;
        if (mayTell(failed) && !detailed) {
            return failed;
        }
        SQLException bare = new SQLException(failed.getClass().getSimpleName(), failed.getSQLState());
        bare.setStackTrace(failed.getStackTrace());
        return bare;
    }

    /** The server's words where they cannot hold row content, else only its code. */
    private static String reason(SQLException failed) {
        if (has(failed, SocketTimeoutException.class)) {
            return "timeout";
        }
        String text = mayTell(failed) ? message(failed).lines().findFirst().orElse("") : "";
        return (text + " [" + state(failed) + "]").strip();
    }

    private static String message(SQLException failed) {
        return failed.getMessage() == null ? "" : failed.getMessage();
    }

    private static boolean has(Throwable failed, Class<? extends Throwable> kind) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private Settings settings() {
        return opening.settings();
    }
}
