package vn.lienthong.connector.sftp;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.sftp.client.SftpClient;
import org.jspecify.annotations.Nullable;
import vn.lienthong.connector.Opening;
import vn.lienthong.connector.file.FileNames;

/**
 * The connection to a server. Made when first used, and again after it broke; whatever is asked over it is waited for only so long. One
 * thread at a time.
 */
final class Line implements AutoCloseable {
    private final Opening opening;
    private final SftpSettings settings;
    private final SftpFailures failures;
    private final HostKeys keys;
    private Duration patience;
    private @Nullable SignedIn signedIn;

    Line(Opening opening, SftpSettings settings, SftpFailures failures) {
        this.opening = opening;
        this.settings = settings;
        this.failures = failures;
        this.keys = new HostKeys(settings.pinned());
        this.patience = settings.patience();
    }

    /** Something asked of the server. */
    interface Question<T extends @Nullable Object> {
        T ask(SftpClient sftp) throws IOException;
    }

    HostKeys keys() {
        return keys;
    }

    /** From now on waits no longer than this for an answer. */
    void hurry(Duration most) {
        if (patience.compareTo(most) > 0) {
            patience = most;
        }
    }

    /** What the server answers, for messages about a path. */
    <T extends @Nullable Object> T ask(String path, Question<T> question) {
        return ask(path, patience, question);
    }

    /** What comes of an act of many steps, which may take as long as a file may; each {@link #step} must not stand still. */
    <T extends @Nullable Object> T transfer(String path, Question<T> question) {
        return ask(path, settings.transfer(), question);
    }

    private <T extends @Nullable Object> T ask(String path, Duration limit, Question<T> question) {
        SignedIn way = way();
        try {
            return Patience.within(limit, way::hangUp, () -> question.ask(way.sftp()));
        } catch (IOException failed) {
            throw failures.of(failed, FileNames.shown(path));
        }
    }

    /** One step of a transfer. */
    <T extends @Nullable Object> T step(Patience.Act<T> act) throws IOException {
        SignedIn way = signedIn;
        if (way == null) {
            throw new IllegalStateException("a step of no transfer");
        }
        return Patience.within(patience, way::hangUp, act);
    }

    /** Connects and signs in, unless it has. */
    SignedIn way() {
        SignedIn way = signedIn;
        if (way == null || !way.isOpen()) {
            close();
            way = SignedIn.of(opening, settings, keys, patience);
            signedIn = way;
        }
        return way;
    }

    @Override
    public void close() {
        SignedIn way = signedIn;
        signedIn = null;
        if (way != null) {
            way.close();
        }
    }
}
