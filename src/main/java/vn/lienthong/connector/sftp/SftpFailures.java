package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.ConnectorError;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.file.FileNames;
import vn.lienthong.kernel.ErrorCode;
import vn.lienthong.kernel.HubException;

/** Says what went wrong between the hub and a server in the hub's words. Nothing the server says becomes part of them. */
final class SftpFailures {
    private final Opening opening;
    private final SftpSettings settings;

    SftpFailures(Opening opening, SftpSettings settings) {
        this.opening = opening;
        this.settings = settings;
    }

    /** A request about a path did not come to a good end. */
    HubException of(IOException failed, String path) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HubException known) {
                return known;
            }
            if (cause instanceof Patience.Over || cause instanceof TimeoutException) {
                return error(SftpError.TOO_SLOW, Map.of("host", settings.host().name()), failed);
            }
            if (cause instanceof SftpException refused) {
                return refused(refused, FileNames.shown(path));
            }
        }
        if (Thread.currentThread().isInterrupted()) {
            return error(ConnectorError.LOST, Map.of("why", "interrupted"), failed);
        }
        return error(ConnectorError.LOST, Map.of("why", failed.getClass().getSimpleName()), failed);
    }

    private HubException refused(SftpException refused, String path) {
        return switch (refused.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                error(SftpError.PATH_MISSING, Map.of("path", path), refused);
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                error(
                        SftpError.NOT_ALLOWED,
                        Map.of("path", path, "username", settings.host().user()),
                        refused);
            default ->
                error(
                        SftpError.REFUSED,
                        Map.of("path", path, "status", SftpConstants.getStatusName(refused.getStatus())),
                        refused);
        };
    }

    /** The disk of this machine failed. */
    HubException here(IOException failed) {
        return error(
                SftpError.SPOOL_UNUSABLE,
                Map.of("why", failed.getClass().getSimpleName() + ": " + failed.getMessage()),
                failed);
    }

    /** A file has more bytes than the settings allow. */
    HubException tooLarge(String path) {
        return error(
                SftpError.FILE_TOO_LARGE,
                Map.of("file", FileNames.shown(path), "megabytes", settings.largest() >> 20),
                null);
    }

    /** An error that also names the connector. */
    HubException error(ErrorCode code, Map<String, ?> arguments, @Nullable Throwable cause) {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("connector", opening.connector());
        return new HubException(code, all, cause);
    }
}
