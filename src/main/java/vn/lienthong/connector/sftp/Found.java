package vn.lienthong.connector.sftp;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.sftp.client.SftpClient.Attributes;

/**
 * What lies at a path of a server.
 *
 * @param size bytes, as the server says
 * @param modified seconds since 1970, by the server's clock; 0 where it does not say
 */
record Found(String name, Kind kind, long size, long modified) {
    /** What can lie at a path. */
    enum Kind {
        FILE,
        FOLDER,
        OTHER
    }

    static Found of(String name, Attributes facts) {
        Kind kind = facts.isRegularFile() ? Kind.FILE : facts.isDirectory() ? Kind.FOLDER : Kind.OTHER;
        FileTime modified = facts.getModifyTime();
        return new Found(name, kind, facts.getSize(), modified == null ? 0 : modified.to(TimeUnit.SECONDS));
    }

    /** Changes when the content does, as far as a server tells. */
    String identity() {
        return size + "@" + modified;
    }

    /** When it was changed last. */
    Instant moment() {
        return Instant.ofEpochSecond(modified);
    }
}
