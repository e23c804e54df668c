package vn.lienthong.connector.jdbc.mariadb;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;

/** Says in the hub's words what the driver or server said. Server messages may quote values, so none of them goes on. */
final class MariaDbErrors {
    /** Rights by their names; who refuses for a reason of his own may write anything there. */
    private static final Pattern COMMAND = Pattern.compile("^(?:\\([^)]*\\) )?("
            + "(?:(?:, ?)?(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|INDEX|TRIGGER|EXECUTE|REFERENCES|LOCK TABLES|"
            + "SHOW VIEW|CREATE VIEW|DELETE VERSIONING ROWS))+) command denied");

    private static final Pattern NO_SPACE = Pattern.compile("(?:Errcode: |errno: |Got error )28\\b");

    private final Opening opening;

    MariaDbErrors(Opening opening) {
        this.opening = opening;
    }

    /** What went wrong before a connection stood. */
    HubException connecting(SQLException failed) {
        if (tls(failed)) {
            CertificateFault fault = CertificateFault.of(failed);
            return fault == null
                    ? error(ConnectorError.TLS_FAILED, "", failed)
                    : because(ConnectorError.TLS_FAILED, "", Map.of("why", fault.why(host())));
        }
        if (String.valueOf(failed.getMessage()).contains("RSA public key is not available")) {
            return keyUnproven();
        }
        return switch (failed.getErrorCode()) {
            case 1045, 1698, 1820, 1862, 3118, 4151 -> error(ConnectorError.LOGIN_REFUSED, "", failed);
            case 1044 -> error(ConnectorError.RIGHT_MISSING, "", failed);
            case 1049 -> because(ConnectorError.DATASET_UNKNOWN, database(), Map.of("known", "–"));
            case 1040, 1203, 1226 -> error(ConnectorError.BUSY, "", failed);
            default ->
                state(failed).startsWith("28")
                        ? error(ConnectorError.LOGIN_REFUSED, "", failed)
                        : error(ConnectorError.UNREACHABLE, "", failed);
        };
    }

    /** MySQL would hand out the key under which it wants the password. */
    HubException keyUnproven() {
        return because(ConnectorError.KEY_UNPROVEN, "", Map.of());
    }

    /** What went wrong with a statement about a dataset. */
    HubException of(SQLException failed, String dataset) {
        return switch (failed.getErrorCode()) {
            case 1044, 1142, 1143, 1227, 1370 -> error(ConnectorError.RIGHT_MISSING, dataset, failed);
            case 1051, 1054, 1146, 1109, 1932, 1412, 1356, 1364, 1906, 3105 ->
                error(ConnectorError.DATASET_CHANGED, dataset, failed);
            case 1040, 1203, 1226 -> error(ConnectorError.BUSY, dataset, failed);
            case 1021, 1114 -> error(ConnectorError.DISK_FULL, dataset, failed);
            case 3, 1026, 1030, 1878 ->
                error(noSpace(failed) ? ConnectorError.DISK_FULL : ConnectorError.SYSTEM_FAILED, dataset, failed);
            case 1927, 1053, 1152, 1158, 1159, 1160, 1161, 2006, 2013 -> error(ConnectorError.LOST, dataset, failed);
            default ->
                state(failed).startsWith("08") || failed.getErrorCode() == 0
                        ? error(ConnectorError.LOST, dataset, failed)
                        : error(ConnectorError.SYSTEM_FAILED, dataset, failed);
        };
    }

    /** The number by which the server's own system calls it. */
    private static boolean noSpace(SQLException failed) {
        return NO_SPACE.matcher(String.valueOf(failed.getMessage())).find();
    }

    /** A coded error about a dataset with more arguments. */
    HubException because(ErrorCode code, String dataset, Map<String, ?> more) {
        Map<String, Object> arguments = arguments(dataset);
        arguments.putAll(more);
        return new HubException(code, arguments);
    }

    /** The statement that gives this user a right. */
    String grant(String rights, String table) {
        return "GRANT " + rights + " ON " + Sql.name(database()) + "." + (table.equals("*") ? "*" : Sql.name(table))
                + " TO '" + user().replace("'", "''") + "'@'%';";
    }

    /** The statement that gives this user a right which is not of one database. */
    String grantEverywhere(String rights) {
        return "GRANT " + rights + " ON *.* TO '" + user().replace("'", "''") + "'@'%';";
    }

    /** Why an engine that followed the log has ended. */
    HubException following(@Nullable Throwable why, String dataset) {
        SQLException silent = new SQLException("the binary log is silent", "08006", why);
        return CertificateFault.of(why) == null ? of(silent, dataset) : connecting(silent);
    }

    static boolean tls(SQLException failed) {
        return CertificateFault.of(failed) != null || has(failed, SSLException.class) && !hungUp(failed);
    }

    /** A server that goes away while it begins to encrypt says nothing about its encryption. */
    private static boolean hungUp(SQLException failed) {
        return has(failed, EOFException.class)
                || has(failed, SocketException.class)
                || has(failed, SocketTimeoutException.class);
    }

    private static boolean has(Throwable failed, Class<? extends Throwable> kind) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private HubException error(ConnectorError code, String dataset, SQLException failed) {
        Map<String, Object> arguments = arguments(dataset);
        arguments.put("why", "MariaDB " + failed.getErrorCode() + "/" + state(failed));
        arguments.put("what", arguments.get("why"));
        Matcher denied = COMMAND.matcher(String.valueOf(failed.getMessage()));
        // The server names a right only for tables; what it refuses on the whole database is a temporary table.
        boolean wholeDatabase = failed.getErrorCode() == 1044 && !dataset.isEmpty();
        String right = wholeDatabase
                ? "CREATE TEMPORARY TABLES"
                : denied.find() ? denied.group(1).strip() : "SELECT";
        arguments.put("right", right);
        arguments.put("copy", grant(right, dataset.isEmpty() || wholeDatabase ? "*" : dataset));
        return new HubException(code, arguments, withoutContent(failed));
    }

    private Map<String, Object> arguments(String dataset) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("connector", opening.connector());
        arguments.put("dataset", dataset);
        arguments.put("host", host());
        arguments.put("port", opening.settings().integer("port"));
        arguments.put("user", user());
        arguments.put("database", database());
        arguments.put("why", "");
        arguments.put("what", "");
        arguments.put("limit", opening.settings().integer("max_connections"));
        return arguments;
    }

    /** The driver's exceptions quote statements and values: only their class, code and place go on. */
    private static SQLException withoutContent(SQLException failed) {
        SQLException bare =
                new SQLException(failed.getClass().getSimpleName(), failed.getSQLState(), failed.getErrorCode());
        bare.setStackTrace(failed.getStackTrace());
        return bare;
    }

    private static String state(SQLException failed) {
        return String.valueOf(failed.getSQLState());
    }

    private String user() {
        return opening.settings().text("username");
    }

    private String host() {
        return opening.settings().text("host");
    }

    private String database() {
        return opening.settings().text("database");
    }
}
